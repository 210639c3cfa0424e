import { createHmac } from 'node:crypto';
import type { WebhookReporter } from '../../../lambda/contract/healing-environment';
import { signatureOf } from '../../../lambda/healing/webhook/verify';
import type { WebhookAnswer } from '../../../lambda/healing/webhook/webhook';
import { receive } from '../../../lambda/healing/webhook/webhook';
import { dynatrace, generic, pagerDuty } from '../reporters/payloads';

const now = Date.UTC(2026, 10, 20, 10, 6);
const seconds = String(now / 1000);
const current = 'current-secret-0123456789';
const previous = 'previous-secret-012345678';
const secrets = { dynatrace: [current, previous], generic: [current, previous], pagerduty: [current, previous] };

class Door {
  readonly sent: string[] = [];
  asked = 0;

  answer(event: unknown, stored: object | 'gone' = secrets): Promise<WebhookAnswer> {
    const ports = {
      secrets: async () => {
        this.asked += 1;
        if (stored === 'gone') {
          throw new TypeError('no secret');
        }
        return stored;
      },
      send: async (message: string) => {
        this.sent.push(message);
      },
    };
    return receive(event, ports, now);
  }
}

const request = (reporter: string, headers: object, body: string | Buffer, changes: object = {}) => ({
  rawPath: `/hooks/${reporter}`,
  requestContext: { http: { method: 'POST' } },
  headers,
  ...(typeof body === 'string' ? { body, isBase64Encoded: false } : { body: body.toString('base64'), isBase64Encoded: true }),
  ...changes,
});

const bodies: Readonly<Record<WebhookReporter, string>> = {
  dynatrace: JSON.stringify(dynatrace()),
  generic: JSON.stringify(generic()),
  pagerduty: JSON.stringify(pagerDuty('incident.triggered')),
};

const pagerSignature = (secret: string, body: string | Buffer): string => `v1=${createHmac('sha256', secret).update(body).digest('hex')}`;

const signed = (reporter: WebhookReporter, secret: string, body: string | Buffer): object => {
  switch (reporter) {
    case 'dynatrace':
      return { 'x-unbreakable-token': secret };
    case 'generic':
      return { 'X-Unbreakable-Timestamp': seconds, 'X-Unbreakable-Signature': signatureOf(secret, seconds, body) };
    case 'pagerduty':
      return { 'x-pagerduty-signature': pagerSignature(secret, body) };
  }
};

const reporters = ['dynatrace', 'generic', 'pagerduty'] as const;

describe.each(reporters)('%s', (reporter) => {
  const body = bodies[reporter];

  test.each([
    ['the current secret', current],
    ['the previous secret', previous],
  ])('a request with %s is accepted', async (_name, secret) => {
    const door = new Door();
    expect((await door.answer(request(reporter, signed(reporter, secret, body), body))).statusCode).toBe(202);
    expect(door.sent).toHaveLength(1);
  });

  test('bytes count, however API Gateway hands them over', async () => {
    const door = new Door();
    const bytes = Buffer.from(body);
    expect((await door.answer(request(reporter, signed(reporter, current, bytes), bytes))).statusCode).toBe(202);
  });

  test.each([
    ['a wrong secret', signed(reporter, 'wrong-secret-0123456789', body)],
    ['no signature', {}],
    ['an empty signature', Object.fromEntries(Object.keys(signed(reporter, current, body)).map((name) => [name, '']))],
    [
      'a truncated signature',
      Object.fromEntries(Object.entries(signed(reporter, current, body)).map(([name, value]) => [name, String(value).slice(0, -1)])),
    ],
    ['a secret that is none', signed(reporter, '', body)],
    ['a signature of the next reporter', signed(reporters[(reporters.indexOf(reporter) + 1) % 3]!, current, body)],
  ])('%s learns nothing and costs nothing', async (_name, headers) => {
    const door = new Door();
    expect(await door.answer(request(reporter, headers, body))).toMatchObject({ statusCode: 401, body: '{"message":"Not verified."}' });
    expect(door.sent).toEqual([]);
  });

  test('a secret that is too short, or missing, opens nothing', async () => {
    const door = new Door();
    expect((await door.answer(request(reporter, signed(reporter, 'short', body), body), { [reporter]: ['short', ''] })).statusCode).toBe(
      401,
    );
    expect((await door.answer(request(reporter, signed(reporter, '', body), body), {})).statusCode).toBe(401);
    expect(door.sent).toEqual([]);
  });

  test('a third secret is not active', async () => {
    const door = new Door();
    const third = 'third-secret-01234567890';
    expect(
      (await door.answer(request(reporter, signed(reporter, third, body), body), { [reporter]: [current, previous, third] })).statusCode,
    ).toBe(401);
  });

  test('verified rubbish is refused with a reason, and not handed over', async () => {
    for (const rubbish of [
      '',
      'hello',
      '{"a":',
      '[]',
      `${'['.repeat(33)}${']'.repeat(33)}`,
      `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
      Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
    ]) {
      const door = new Door();
      expect((await door.answer(request(reporter, signed(reporter, current, rubbish), rubbish))).statusCode).toBe(400);
      expect(door.sent).toEqual([]);
    }
  });

  test('a body over the cap is refused before anything is asked', async () => {
    const door = new Door();
    const large = `{"id":"${'x'.repeat(262_144)}"}`;
    expect((await door.answer(request(reporter, signed(reporter, current, large), large))).statusCode).toBe(413);
    expect(door.asked).toBe(0);
  });
});

describe('signed bodies', () => {
  const body = bodies.generic;

  test.each([
    ['a changed body', signed('generic', current, body), `${body} `],
    ['another time stamp', { ...signed('generic', current, body), 'X-Unbreakable-Timestamp': String(now / 1000 + 1) }, body],
    [
      'a time stamp that is no number',
      { 'x-unbreakable-timestamp': 'NaN', 'x-unbreakable-signature': signatureOf(current, 'NaN', body) },
      body,
    ],
    [
      'a signature of only the body',
      { 'x-unbreakable-timestamp': seconds, 'x-unbreakable-signature': pagerSignature(current, body) },
      body,
    ],
    [
      'a signature in capitals',
      { 'x-unbreakable-timestamp': seconds, 'x-unbreakable-signature': signatureOf(current, seconds, body).toUpperCase() },
      body,
    ],
  ])('%s is not verified', async (_name, headers, sent) => {
    expect((await new Door().answer(request('generic', headers, sent))).statusCode).toBe(401);
  });

  test.each([-301, 301, -86_400])('a request that is replayed %i seconds off is not verified', async (offset) => {
    const timestamp = String(now / 1000 + offset);
    const headers = { 'x-unbreakable-timestamp': timestamp, 'x-unbreakable-signature': signatureOf(current, timestamp, body) };
    expect((await new Door().answer(request('generic', headers, body))).statusCode).toBe(401);
  });

  test('PagerDuty sends one signature per secret; one of them must be ours', async () => {
    const pager = bodies.pagerduty;
    const headers = { 'x-pagerduty-signature': `v1=${'0'.repeat(64)}, ${pagerSignature(previous, pager)}` };
    expect((await new Door().answer(request('pagerduty', headers, pager))).statusCode).toBe(202);
    const buried = { 'x-pagerduty-signature': `${`v1=${'0'.repeat(64)},`.repeat(9)}${pagerSignature(previous, pager)}` };
    expect((await new Door().answer(request('pagerduty', buried, pager))).statusCode).toBe(401);
  });

  test('an event of PagerDuty that is replayed hours later is refused', async () => {
    const old = JSON.stringify({ event: { ...pagerDuty('incident.triggered').event, occurred_at: '2026-11-20T07:00:00Z' } });
    const door = new Door();
    expect((await door.answer(request('pagerduty', signed('pagerduty', current, old), old))).statusCode).toBe(400);
    expect(door.sent).toEqual([]);
  });
});

test.each([
  ['another method', { requestContext: { http: { method: 'GET' } } }],
  ['another path', { rawPath: '/hooks/unknown' }],
  ['a path above', { rawPath: '/hooks/../hooks/generic' }],
  ['an encoded path', { rawPath: '/hooks%2Fgeneric' }],
  ['a reporter that is a property of every object', { rawPath: '/hooks/constructor' }],
])('%s is not found, and asks for no secret', async (_name, changes) => {
  const door = new Door();
  expect((await door.answer(request('generic', signed('generic', current, bodies.generic), bodies.generic, changes))).statusCode).toBe(404);
  expect(door.asked).toBe(0);
});

test('without secrets nothing is accepted', async () => {
  const door = new Door();
  expect((await door.answer(request('generic', signed('generic', current, bodies.generic), bodies.generic), 'gone')).statusCode).toBe(503);
  expect(door.sent).toEqual([]);
});
