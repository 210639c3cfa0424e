import { addressOf } from '../../../lambda/sources/http/address';
import { Endpoint, type Call } from '../../../lambda/sources/http/endpoint';
import { mapPooled } from '../../../lambda/sources/http/pool';
import { skewHint } from '../../../lambda/sources/http/skew';
import { SourceError } from '../../../lambda/sources/source-error';
import { StandIn, type Fault } from '../support/stand-in';
import { quickPace } from '../support/time';

let server: StandIn | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const call: Call = { method: 'GET', path: '/x?y=1' };

const callWith = async (faults: readonly Fault[], { random = 0.5, deadline = AbortSignal.timeout(5_000), one = call } = {}) => {
  server = await StandIn.start(() => ({ status: 200, body: { fine: true } }));
  server.faults.push(...faults);
  const pace = quickPace(random);
  const endpoint = new Endpoint({
    name: 'Api',
    address: server.url,
    authorise: async () => ({ authorization: 'secret' }),
    errorText: () => undefined,
    pace,
  });
  const traffic = { calls: 0, bytes: 0 };
  return { outcome: await endpoint.call(one, traffic, deadline), traffic, waits: pace.waits };
};

const busy: Fault = { kind: 'status', status: 429 };

test('back-off doubles, with full jitter and a limit', async () => {
  const busily = Array.from({ length: 9 }, () => busy);
  expect((await callWith(busily, { random: 1 })).waits).toEqual([250, 500, 1000, 2000]);
  await server?.stop();
  expect((await callWith(busily, { random: 0 })).waits).toEqual([0, 0, 0, 0]);
});

test('what the provider asks for is waited, up to four seconds', async () => {
  const asking = (seconds: string): Fault => ({ ...busy, headers: { 'retry-after': seconds } });
  expect((await callWith([asking('2'), asking('3600'), asking('soon')], { random: 0 })).waits).toEqual([2000, 4000, 0]);
});

test('every attempt is counted, and so is every byte', async () => {
  const { outcome, traffic } = await callWith([busy, busy]);
  expect(outcome).toEqual({ kind: 'answered', status: 200, value: { fine: true } });
  expect(traffic).toMatchObject({ calls: 3, bytes: '{}'.length * 2 + '{"fine":true}'.length });
});

test('no attempt begins after the deadline', async () => {
  const { outcome, traffic } = await callWith([], { deadline: AbortSignal.abort() });
  expect(outcome).toMatchObject({ kind: 'failed', failure: { kind: 'unreachable', detail: expect.stringContaining('no time left') } });
  expect(traffic.calls).toBe(0);
});

test('the deadline ends a wait, and the last failure is what is told', async () => {
  const gone = new AbortController();
  server = await StandIn.start(() => ({ status: 200, body: {} }));
  server.constantFault = busy;
  const sleep = async (): Promise<void> => gone.abort();
  const endpoint = new Endpoint({
    name: 'Api',
    address: server.url,
    authorise: async () => ({}),
    errorText: () => undefined,
    pace: { ...quickPace(), sleep },
  });
  expect(await endpoint.call(call, { calls: 0, bytes: 0 }, gone.signal)).toMatchObject({ failure: { kind: 'throttled' } });
  expect(server.requests).toHaveLength(1);
});

test.each<[string, Fault, number]>([
  ['500', { kind: 'status', status: 500 }, 1],
  ['a truncated answer', { kind: 'truncated' }, 1],
  ['a dropped connection', { kind: 'hang-up' }, 1],
  ['429', busy, 2],
])('a call that must not be repeated after %s', async (_, fault, calls) => {
  const { traffic } = await callWith([fault], { one: { ...call, repeatable: false } });
  expect(traffic.calls).toBe(calls);
});

test('credentials that cannot be read are unauthorised, without the reason that might hold them', async () => {
  const authorise = async (): Promise<never> => {
    throw new SourceError('EmptySecret', 'secret-abc', 'Fix it.');
  };
  const endpoint = new Endpoint({ name: 'Api', address: 'http://127.0.0.1:9999', authorise, errorText: () => undefined });
  const outcome = await endpoint.call(call, { calls: 0, bytes: 0 }, AbortSignal.timeout(1000));
  expect(outcome).toMatchObject({ failure: { kind: 'unauthorised' } });
  expect(JSON.stringify(outcome)).not.toContain('secret-abc');
});

test('a provider that quotes the credentials does not make them known', async () => {
  server = await StandIn.start(({ headers }) => ({ status: 403, body: `no permission for ${headers.authorization ?? ''}` }));
  const authorise = async () => ({ authorization: 'Api-Token dt0c01.ABC.SECRET' });
  const endpoint = new Endpoint({ name: 'Api', address: server.url, authorise, errorText: String, pace: quickPace() });
  const outcome = await endpoint.call(call, { calls: 0, bytes: 0 }, AbortSignal.timeout(5_000));
  expect(outcome).toMatchObject({ failure: { kind: 'unauthorised', detail: expect.stringContaining('no permission for Api-Token …') } });
});

describe('addresses', () => {
  const check = (text: string, secure = true): string => addressOf('Api', text, 'https://api.example.com', secure);

  test.each([
    ['https://abc12345.live.dynatrace.com', 'https://abc12345.live.dynatrace.com'],
    [' https://abc12345.live.dynatrace.com/ ', 'https://abc12345.live.dynatrace.com'],
    ['https://dynatrace.example.com/e/19a63a26/', 'https://dynatrace.example.com/e/19a63a26'],
    ['https://gate.example.com:9999/e/1', 'https://gate.example.com:9999/e/1'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('%s is used as %s', (text, address) => {
    expect(check(text)).toBe(address);
  });

  test.each([
    ['', /not a URL/],
    ['abc12345.live.dynatrace.com', /not a URL/],
    ['http://abc12345.live.dynatrace.com', /https/],
    ['http://127.0.0.1.example.com', /https/],
    ['http://169.254.169.254', /https/],
    ['file:///etc/passwd', /https/],
    ['https://user:hunter2@example.com', /user name/],
    ['https://example.com/?Api-Token=abc', /end with its path/],
  ])('%s is refused, without what it hides', (text, message) => {
    expect(() => check(text)).toThrow(message);
    expect(() => check(text)).toThrow(
      expect.objectContaining({ code: 'BadUrl', message: expect.not.stringMatching(/hunter2|=abc|Token/) }),
    );
  });

  test('a server without credentials may be plain', () => {
    expect(check('http://prometheus.internal:9090', false)).toBe('http://prometheus.internal:9090');
  });
});

test('a pool keeps the order, and never runs more than it may', async () => {
  let [running, most] = [0, 0];
  const results = await mapPooled([30, 10, 20, 5], 2, async (item) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, item / 10));
    running -= 1;
    return item * 2;
  });
  expect({ results, most }).toEqual({ results: [60, 20, 40, 10], most: 2 });
});

test.each([
  [undefined, ''],
  [59_000, ''],
  [-300_000, /300 s ahead of/],
  [120_000, /120 s behind/],
])('a skew of %s ms', (skew, text) => {
  expect(skewHint(skew)).toMatch(text);
});
