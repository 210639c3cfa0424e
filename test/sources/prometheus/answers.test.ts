/** What becomes of Prometheus' answers, and how it lets us in. */
import { known } from '../../../lambda/sources/http/secret';
import type { PrometheusAuth } from '../../../lambda/sources/prometheus/config';
import { prometheusSource } from '../../../lambda/sources/prometheus/prometheus-source';
import type { SeriesRequest } from '../../../lambda/sources/source';
import { request, signature, start, windowOf } from '../requests';
import { startPrometheus, type Knowledge } from '../support/prometheus-stand-in';
import { isSigned } from '../support/sigv4';
import { parametersOf, type StandIn } from '../support/stand-in';
import { quickPace } from '../support/time';

let server: StandIn | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const of = (...signatureOf: Parameters<typeof signature>): SeriesRequest =>
  request(signature(...signatureOf), { environment: { name: 'Staging', tags: [], prometheus: { labels: { job: 'shop' } } } });

const fetchFrom = async (
  knowledge: Partial<Knowledge>,
  wanted: readonly SeriesRequest[],
  auth: PrometheusAuth = { kind: 'none' },
  prefix = '',
) => {
  const started = await startPrometheus(knowledge, prefix);
  server = started.server;
  const { answers } = await prometheusSource({ url: started.url, auth, pace: quickPace() }).fetch(wanted);
  return answers.map(({ outcome }) => outcome);
};

const outcomeFrom = async (...all: Parameters<typeof fetchFrom>) => (await fetchFrom(...all))[0]!;

const ten = (value: number): number[] => Array.from({ length: 10 }, () => value);

test('every minute is evaluated at its end, a minute apart', async () => {
  await outcomeFrom({}, [of('service.requestspermin')]);
  const form = parametersOf(server!.requests[0]!.body);
  expect(Object.fromEntries(form)).toMatchObject({ start: String(start / 1000 + 60), end: String(start / 1000 + 600), step: '60' });
});

test('seconds become milliseconds, weighted by requests', async () => {
  const evaluate = (query: string) => (query.startsWith('histogram_quantile') ? '0.25' : '120');
  expect(await outcomeFrom({ evaluate }, [of('service.responsetime', 'p90')])).toMatchObject({
    unit: 'ms',
    series: { kind: 'level', values: ten(250), weights: ten(120) },
  });
});

test.each(['NaN', '+Inf', '-Inf', ''])('the value %j is missing', async (text) => {
  const evaluate = (query: string, second: number) => (query.startsWith('histogram_quantile') && second > start / 1000 + 60 ? text : '1');
  expect(await outcomeFrom({ evaluate }, [of('service.responsetime', 'p90')])).toMatchObject({
    series: { values: [1000, ...Array.from({ length: 9 }, () => null)] },
  });
});

test('a service that never failed has no error series, and no errors', async () => {
  const evaluate = (query: string) => (query.includes('status_code') ? null : '60');
  const outcomes = await fetchFrom({ evaluate }, [of('service.failurerate'), of('service.errorcounthttp5xx', 'sum')]);
  expect(outcomes).toMatchObject([
    { unit: '%', series: { kind: 'rate', numerator: ten(0), denominator: ten(60) } },
    { unit: 'errors', series: { values: ten(0) } },
  ]);
});

test('a service without requests has no errors to speak of', async () => {
  const evaluate = (query: string) => (query.includes('status_code') ? '1' : null);
  expect(await outcomeFrom({ evaluate }, [of('service.failurerate')])).toMatchObject({ kind: 'no-data' });
});

test('several series where one is needed are a bad query', async () => {
  const evaluate = () => ['1', '2'];
  expect(await outcomeFrom({ evaluate }, [of({ kind: 'timeseries', key: 'prometheus:up{$labels}' })])).toMatchObject({
    kind: 'bad-query',
    detail: expect.stringContaining('sum('),
  });
});

test('a warning means that the answer may be a part', async () => {
  expect(await outcomeFrom({ warnings: ['a store did not answer'] }, [of('service.requestspermin')])).toMatchObject({
    kind: 'partial',
    detail: expect.stringContaining('a store did not answer'),
  });
});

test.each([
  [422, 'execution', 'bad-query'],
  [503, 'timeout', 'unreachable'],
  [400, 'bad_data', 'bad-query'],
])('HTTP %i (%s) is %s, with what Prometheus said', async (status, errorType, kind) => {
  const started = await startPrometheus();
  server = started.server;
  server.constantFault = {
    kind: 'status',
    status,
    body: { status: 'error', errorType, error: 'query processing would load too many samples' },
  };
  const { answers } = await prometheusSource({ url: started.url, auth: { kind: 'none' }, pace: quickPace() }).fetch([
    of('service.requestspermin'),
  ]);
  expect(answers[0]!.outcome).toMatchObject({ kind, detail: expect.stringContaining('too many samples') });
});

test('an environment is asked for once, however many of its signatures are silent', async () => {
  const outcomes = await fetchFrom({ evaluate: () => null, exists: () => false }, [
    of('service.responsetime'),
    of('service.failurerate'),
    of('service.requestspermin'),
  ]);
  expect(outcomes.map(({ kind }) => kind)).toEqual(['no-entity', 'no-entity', 'no-entity']);
  expect(server!.requests.filter(({ path }) => path.endsWith('/series'))).toHaveLength(1);
});

test('where the labels cannot be looked up, no data is what is known', async () => {
  const started = await startPrometheus({ evaluate: () => null });
  server = started.server;
  server.faults.push(
    { kind: 'status', status: 200, body: { status: 'success', data: { resultType: 'matrix', result: [] } } },
    { kind: 'status', status: 403 },
  );
  const { answers } = await prometheusSource({ url: started.url, auth: { kind: 'none' }, pace: quickPace() }).fetch([
    of('service.requestspermin'),
  ]);
  expect(answers[0]!.outcome.kind).toBe('no-data');
});

test('neighbouring windows share calls, and each gets its own minutes', async () => {
  const evaluate = (_: string, second: number) => String((second - start / 1000) / 60);
  const outcomes = await fetchFrom({ evaluate }, [
    of('service.requestspermin'),
    { ...of('service.requestspermin'), window: windowOf(10, start - 600_000) },
  ]);
  expect(outcomes).toMatchObject([
    { series: { values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] } },
    { series: { values: [-9, -8, -7, -6, -5, -4, -3, -2, -1, 0] } },
  ]);
  expect(server!.requests).toHaveLength(1);
});

describe('credentials', () => {
  const secret = 'wJalrXUtnFEMI/K7MDENG';
  test.each<[string, PrometheusAuth, Knowledge['admits']]>([
    ['none', { kind: 'none' }, ({ headers }) => headers.authorization === undefined],
    ['bearer', { kind: 'bearer', token: known('t') }, ({ headers }) => headers.authorization === 'Bearer t'],
    [
      'basic',
      { kind: 'basic', username: 'ü', password: known('p:q') },
      ({ headers }) => headers.authorization === `Basic ${Buffer.from('ü:p:q').toString('base64')}`,
    ],
    [
      'SigV4',
      { kind: 'sigv4', region: 'eu-west-1', credentials: async () => ({ accessKeyId: 'AKID', secretAccessKey: secret }) },
      (received) => isSigned(received, 'AKID', secret),
    ],
    [
      'SigV4 with a session',
      {
        kind: 'sigv4',
        region: 'eu-west-1',
        credentials: async () => ({ accessKeyId: 'AKID', secretAccessKey: secret, sessionToken: 'session' }),
      },
      (received) => isSigned(received, 'AKID', secret) && received.headers['x-amz-security-token'] === 'session',
    ],
  ])('%s', async (_, auth, admits) => {
    expect(await outcomeFrom({ admits }, [of('service.requestspermin')], auth, '/workspaces/ws-1')).toMatchObject({ kind: 'series' });
  });

  test('wrong ones are unauthorised', async () => {
    const auth: PrometheusAuth = {
      kind: 'sigv4',
      region: 'eu-west-1',
      credentials: async () => ({ accessKeyId: 'AKID', secretAccessKey: 'other' }),
    };
    expect(
      await outcomeFrom({ admits: (received) => isSigned(received, 'AKID', secret) }, [of('service.requestspermin')], auth),
    ).toMatchObject({ kind: 'unauthorised' });
  });

  test('are never sent in the clear to another machine', () => {
    expect(() => prometheusSource({ url: 'http://prometheus.example.com', auth: { kind: 'bearer', token: known('t') } })).toThrow(/https/);
    expect(() => prometheusSource({ url: 'http://prometheus.example.com', auth: { kind: 'none' } })).not.toThrow();
  });
});
