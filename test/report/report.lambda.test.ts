/** The function itself, through the real SDK. */
import type { Context } from 'aws-lambda';
import type { HttpAnswer, HttpRequest } from '../../lambda/report/http';
import { event, request, signed } from './support/event';
import { sample, story } from './support/samples';
import { type StandIns, startStandIns } from './support/stand-ins';

const context = { awsRequestId: '7c1f-request' } as Context;
const { validation, evidence } = sample();
const target = { page: 'validation', id: validation.validationId } as const;
const soon = Math.floor(Date.now() / 1000) + 3600;
let standIns: StandIns;
let call: (asked: HttpRequest) => Promise<HttpAnswer>;

beforeAll(async () => {
  standIns = await startStandIns();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: standIns.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    VALIDATIONS_TABLE: 'validations',
    EVIDENCE_BUCKET: 'evidence',
    REPORT_URL: 'https://report.example',
    REPORT_SECRET: 'report',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    AWS_LAMBDA_LOG_LEVEL: 'FATAL',
  });
  const { handler } = jest.requireActual<typeof import('../../lambda/report/report.lambda')>('../../lambda/report/report.lambda');
  call = (asked) => handler(event(asked), context);
});

afterAll(() => new Promise((resolve) => standIns.server.close(resolve)));

beforeEach(() => {
  standIns.validations = [validation];
  standIns.evidence = { [validation.lastLook!.evidenceKey]: evidence };
  standIns.failing = false;
  standIns.calls.length = 0;
});

test('shows a validation with the graphs of its evidence', async () => {
  const { statusCode, body } = await call(signed(target, soon));
  expect(statusCode).toBe(200);
  expect(body).toContain('Build 1 was approved in Staging');
  expect(body).toContain('class="chart wide"');
});

test.each([
  ['is gone', {}, 'it is no longer in the evidence bucket'],
  ['is broken', { [validation.lastLook!.evidenceKey]: 'broken' as const }, 'reading it failed with UnreadableEvidence'],
])('shows the record where its evidence %s', async (_, kept, expected) => {
  standIns.evidence = kept;
  const { statusCode, body } = await call(signed(target, soon));
  expect([statusCode, body.includes('class="chart')]).toEqual([200, false]);
  expect(body).toContain(expected);
});

test('shows the 50 newest builds of a pipeline, over all pages of the answer, and says that there are more', async () => {
  standIns.validations = Array.from({ length: 9 }, () => story())
    .flat()
    .map((build) => build.validation);
  const { body } = await call(signed({ page: 'pipeline', id: 'unbreakable-pipeline' }, soon));
  expect(body).toContain('50 validations:');
  expect(body).toContain('the 50 newest of more');
  expect(standIns.calls.filter((operation) => operation === 'Query')).toHaveLength(3);
});

test('reads no record for a link that is not good', async () => {
  expect(
    (await call(request(`/validations/${encodeURIComponent(target.id)}`, { expires: String(soon), signature: 'ab'.repeat(32) })))
      .statusCode,
  ).toBe(403);
  expect(standIns.calls.filter((operation) => operation !== 'GetSecretValue')).toEqual([]);
});

test('a failure shows nothing of the inside', async () => {
  standIns.failing = true;
  const { statusCode, body } = await call(signed(target, soon));
  expect(statusCode).toBe(500);
  expect(body).toContain('7c1f-request');
  expect(body).not.toMatch(/AccessDenied|secret-name|dynamo/i);
});
