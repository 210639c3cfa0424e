import * as fc from 'fast-check';
import { defaultProvider } from '../../lambda/aws/credential-provider';
import { readEnvironment } from '../../lambda/aws/environment';
import { parseEvidence } from '../../lambda/aws/evidence-schema';
import { reportLink, signLink, verifyLink } from '../../lambda/aws/report-links';
import { describeError, isTransient } from '../../lambda/aws/sdk-error';
import { canonicalJson } from '../../lambda/gate/looking/canonical-json';

const target = { page: 'validation', id: 'exec-1#Production#job-1' } as const;
const now = Date.UTC(2026, 10, 20, 10, 0);
const expires = now / 1000 + 60;

describe('a link to the report', () => {
  const link = new URL(reportLink('https://report.example', 'secret', target, expires));
  const query = { expires: link.searchParams.get('expires')!, signature: link.searchParams.get('signature')! };

  test('names its page', () => {
    expect(link.pathname).toBe('/validations/exec-1%23Production%23job-1');
    expect(new URL(reportLink('https://report.example', 's', { page: 'pipeline', id: 'shop' }, 1)).pathname).toBe('/pipelines/shop');
  });

  test('is good until it expires', () => {
    expect(verifyLink('secret', target, query, now)).toEqual({ kind: 'good', expires });
    expect(verifyLink('secret', target, query, expires * 1000)).toEqual({ kind: 'expired' });
  });

  test.each([
    ['another secret', 'other', target, query],
    ['another validation', 'secret', { ...target, id: 'exec-2' }, query],
    ['another page', 'secret', { ...target, page: 'pipeline' as const }, query],
    ['a later expiry', 'secret', target, { ...query, expires: String(expires + 1) }],
    ['an expiry in another notation', 'secret', target, { ...query, expires: `${expires}.0` }],
    ['no expiry', 'secret', target, { signature: query.signature }],
    ['no signature', 'secret', target, { expires: query.expires }],
    ['half a signature', 'secret', target, { ...query, signature: query.signature.slice(0, 32) }],
    ['a signature of letters outside of ASCII', 'secret', target, { ...query, signature: 'é'.repeat(32) }],
  ])('does not fit %s', (_, secret, where, asked) => {
    expect(verifyLink(secret, where, asked, now)).toEqual({ kind: 'forged' });
  });

  test('cannot be altered in any character', () => {
    fc.assert(
      fc.property(
        fc.nat(63),
        fc.nat(15).map((digit) => digit.toString(16)),
        (index, digit) => {
          const signature = signLink('secret', target, expires);
          const altered = `${signature.slice(0, index)}${digit}${signature.slice(index + 1)}`;
          expect(verifyLink('secret', target, { expires: String(expires), signature: altered }, now).kind).toBe(
            altered === signature ? 'good' : 'forged',
          );
        },
      ),
    );
  });
});

describe('environment variables', () => {
  test('are read by their names in the contract', () => {
    expect(readEnvironment(['validationsTable'], { VALIDATIONS_TABLE: ' table ' })).toEqual({ validationsTable: 'table' });
  });

  test('that are missing or empty are all named', () => {
    expect(() => readEnvironment(['validationsTable', 'topicArn', 'reportUrl'], { NOTIFICATIONS_TOPIC_ARN: ' ', REPORT_URL: 'x' })).toThrow(
      'Environment variables that are missing or empty: VALIDATIONS_TABLE, NOTIFICATIONS_TOPIC_ARN.',
    );
  });
});

describe('canonical JSON', () => {
  test('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('keeps the order of lists and leaves out what is undefined', () => {
    expect(canonicalJson({ b: [2, { d: 1, c: null }, 1], a: undefined })).toBe('{"b":[2,{"c":null,"d":1},1]}');
  });
});

describe('evidence', () => {
  test.each([['no JSON'], ['{}'], ['[]'], ['null']])('is not %s', (text) => {
    expect(() => parseEvidence('a/look-1.json', text)).toThrow('The object a/look-1.json is not evidence of a look.');
  });
});

describe('errors of the SDK', () => {
  const named = (name: string, httpStatusCode?: number) => Object.assign(new Error('message'), { name, $metadata: { httpStatusCode } });

  test.each([
    [named('ThrottlingException', 400), true],
    [named('TimeoutError'), true],
    [named('InternalError', 500), true],
    [named('AccessDeniedException', 400), false],
    [new TypeError('a bug'), false],
    ['text', false],
  ])('%p may go better later: %p', (error, expected) => {
    expect(isTransient(error)).toBe(expected);
  });

  test('are described in one short line', () => {
    expect(describeError(named('Odd'))).toBe('Odd: message');
    expect(describeError(new Error(`two\nlines ${'x'.repeat(500)}`))).toMatch(/^Error: two lines x{280,}$/);
  });
});

describe('credentials of a function', () => {
  const before = { ...process.env };
  const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];

  const withEnvironment = async (values: Record<string, string>) => {
    for (const name of names) {
      delete process.env[name];
    }
    Object.assign(process.env, values);
    try {
      return await defaultProvider()();
    } finally {
      process.env = { ...before };
    }
  };

  test('come from its environment', async () => {
    expect(await withEnvironment({ AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key', AWS_SESSION_TOKEN: 'token' })).toEqual({
      accessKeyId: 'id',
      secretAccessKey: 'key',
      sessionToken: 'token',
    });
  });

  test('are an error where there are none', async () => {
    await expect(withEnvironment({ AWS_ACCESS_KEY_ID: 'id' })).rejects.toMatchObject({ code: 'NoCredentials' });
  });
});
