import { ValidationsTable } from '../../lambda/aws/validations.client';
import type { AnnounceState } from '../../lambda/gate/announce';
import { BucketServer } from '../aws/support/bucket-server';
import { startTable, type LocalTable } from '../aws/support/dynalite';
import { JsonService } from '../aws/support/json-service';
import { startDynatrace, token } from '../sources/support/dynatrace-stand-in';
import { aValidation, ten } from './support/validations';
import { monspecText } from './support/world';

type Tenant = Awaited<ReturnType<typeof startDynatrace>>;
type Handler = (event: unknown) => Promise<AnnounceState>;

const validation = aValidation();
const first = { validationId: validation.validationId, next: 'announce', at: new Date(ten).toISOString() };
const service = { id: 'SERVICE-1', type: 'SERVICE', name: 'Shop', tags: ['[AWS]env:Production'] };

const secrets = new JsonService();
const bucket = new BucketServer();
const before = { ...process.env };
let table: LocalTable;
let dynatrace: Tenant;
let handler: Handler;

/** Where the stack would say that everything is; every client is the function's own. */
const configure = async (): Promise<void> => {
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: await addressOf(table.client),
    AWS_ENDPOINT_URL_S3: await addressOf(bucket.client),
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.client.endpoint,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    VALIDATIONS_TABLE: table.name,
    EVIDENCE_BUCKET: 'evidence',
    REPORT_URL: 'https://report.example',
    REPORT_SECRET: 'report-secret',
    DYNATRACE_URL: dynatrace.url,
    DYNATRACE_TOKEN_SECRET: 'unbreakable/dynatrace',
  });
};

const addressOf = async ({
  config: { endpoint },
}: {
  readonly config: { readonly endpoint?: () => Promise<{ readonly hostname: string; readonly port?: number }> };
}): Promise<string> => {
  const { hostname, port } = await endpoint!();
  return `http://${hostname}:${port}`;
};

beforeAll(async () => {
  [table, dynatrace] = await Promise.all([startTable(), startDynatrace(), secrets.start(), bucket.start()]);
  secrets.operations = {
    GetSecretValue: ({ SecretId }: { SecretId: string }) => ({
      SecretString: SecretId === 'report-secret' ? 'sign' : JSON.stringify({ token }),
    }),
  };
  await new ValidationsTable(table.name, table.client).create(validation);
  bucket.objects.set(`evidence/${validation.monspecKey}`, Buffer.from(monspecText));
  await configure();
  ({ handler } = require('../../lambda/gate/announce.lambda') as { handler: Handler });
});

afterAll(async () => {
  process.env = before;
  await Promise.all([table.stop(), dynatrace.server.stop(), secrets.stop(), bucket.stop()]);
});

test('a deployment is announced once the service has its tags, with the state machine’s own words in between', async () => {
  const waiting = await handler(first);
  expect(waiting).toMatchObject({ validationId: validation.validationId, next: 'announce', attempts: 1, announcement: { kind: 'later' } });
  expect(Date.parse(waiting.at)).toBeGreaterThan(ten);
  dynatrace.tenant.entities = [service];
  const done = await handler(JSON.parse(JSON.stringify(waiting)));
  expect(done).toMatchObject({ next: 'done', attempts: 2, announcement: { kind: 'accepted', entities: 1 } });
  // Both times the same event, its link signed with the secret of reports.
  const [early, late] = dynatrace.tenant.events;
  expect(early).toEqual(late);
  expect(late).toMatchObject({
    eventType: 'CUSTOM_DEPLOYMENT',
    entitySelector: 'type("SERVICE"),tag("[AWS]env:Production")',
    properties: {
      pipeline: validation.pipeline,
      stage: validation.stage,
      executionId: validation.executionId,
      'dt.event.deployment.remediation_action_link': expect.stringMatching(
        /^https:\/\/report\.example\/validations\/.*signature=[0-9a-f]{64}/,
      ),
    },
  });
  expect(new Set(secrets.asked.map(({ input }) => input['SecretId']))).toEqual(new Set(['report-secret', 'unbreakable/dynatrace']));
});

test('a validation that is gone is an error for the state machine’s retries', async () => {
  await expect(handler({ ...first, validationId: 'none' })).rejects.toMatchObject({ name: 'NoValidation' });
});

test('where Dynatrace is not configured the function does not start', () => {
  delete process.env['DYNATRACE_URL'];
  expect(() => jest.isolateModules(() => require('../../lambda/gate/announce.lambda'))).toThrow(/DYNATRACE_URL is not set/);
});
