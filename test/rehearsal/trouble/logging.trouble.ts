/** The search in logs, in trouble: whatever refuses documents on their way, each is in the bucket, once, and is accounted for. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startClock } from '../../../rehearsal/clock/virtual-clock';
import type { CloudHost } from '../../../rehearsal/cloud/host';
import type { FirehoseService } from '../../../rehearsal/services/firehose/firehose';
import type { OpenSearchService } from '../../../rehearsal/services/opensearch/opensearch';
import { assembly } from '../../../rehearsal/story/assembly';
import { tallyLogs } from '../../../rehearsal/story/logging/log-tally';
import { startCloud } from '../../../rehearsal/story/start-cloud';
import { unbreakable } from './support/command-line';
import { editTemplate } from './support/prepared-app';

const folder = mkdtempSync(join(tmpdir(), 'trouble-'));
let app: string;

beforeAll(async () => (app = await assembly(undefined, join(folder, 'cdk.out'), { logging: { enabled: true } })), 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const operator = { kind: 'operator' } as const;

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

const resourceOf = (resources: Readonly<Record<string, Resource>>, type: string, id = ''): Resource =>
  Object.entries(resources).find(([name, { Type }]) => Type === type && name.startsWith(id))![1];

/** Writes lines into the log of staging's application, as its agent does. */
const write = async (cloud: CloudHost, messages: readonly string[]): Promise<void> => {
  const { logGroups } = await cloud.call<{ logGroups: { logGroupName: string }[] }>(
    'logs',
    'DescribeLogGroups',
    { logGroupNamePrefix: 'UnbreakableStaging-Log' },
    operator,
  );
  const place = { logGroupName: logGroups[0]!.logGroupName, logStreamName: 'i-1' };
  await cloud.call('logs', 'CreateLogStream', place, operator).catch(() => undefined);
  const logEvents = messages.map((message) => ({ timestamp: cloud.clock.now(), message }));
  await cloud.call('logs', 'PutLogEvents', { ...place, logEvents }, operator);
};

test('a domain that is away, busy or refuses, and a stream that is throttled: nothing is lost', async () => {
  const cloud = await startCloud({ app, clock: startClock(120), directory: mkdtempSync(join(folder, 'run-')), port: 0 });
  try {
    const search = cloud.services.get('es') as OpenSearchService;
    const { control } = cloud.services.get('firehose') as FirehoseService;
    let turn = 0;
    const mends = [
      control.throttle(() => (turn += 1) % 5 === 0),
      search.control.failRequests(() => ((turn += 1) % 4 === 0 ? 503 : undefined)),
      search.control.refuseItems(() =>
        (turn += 1) % 3 === 0 ? { status: 429, type: 'es_rejected_execution_exception', reason: 'busy' } : undefined,
      ),
      search.control.refuseItems(({ text }) =>
        text.includes('unwanted') ? { status: 400, type: 'mapper_parsing_exception', reason: 'unwanted' } : undefined,
      ),
    ];
    for (let minute = 0; minute < 10; minute += 1) {
      await write(
        cloud,
        Array.from({ length: 100 }, (_, n) => JSON.stringify({ level: 'info', message: n % 10 === 0 ? 'unwanted' : 'wanted', n })),
      );
      await cloud.clock.sleep(60_000);
    }
    const tally = await tallyLogs(cloud);
    for (const mend of mends) mend();
    expect(tally).toMatchObject({ lost: 0 });
    const { sent, indexed, refused, backedUp } = tally!;
    // What Firehose did not take even the fifth time was put into the bucket by the forwarder, beside the 100 unwanted.
    expect(sent).toBeGreaterThan(990);
    expect(backedUp).toBe(sent);
    expect(refused).toBeGreaterThanOrEqual(100);
    expect(indexed + refused).toBeGreaterThanOrEqual(sent);
    expect(cloud.receipt()).toMatchObject({ denied: [], failures: [], unsupported: { operations: [], resourceTypes: [], features: [] } });
  } finally {
    await cloud.stop();
  }
}, 120_000);

test('a preparer without its permission fails the stack, with the reason that the domain gave', async () => {
  const other = await assembly(undefined, join(folder, 'without'), { logging: { enabled: true } });
  editTemplate(other, 'UnbreakableLogging', ({ Resources }) => {
    const domain = Object.values(Resources).find(({ Type }) => Type === 'AWS::OpenSearchService::Domain')!;
    (domain.Properties['AdvancedSecurityOptions'] as Record<string, unknown>)['MasterUserOptions'] = {
      MasterUserARN: 'arn:aws:iam::123456789012:role/other',
    };
  });
  const starting = startCloud({ app: other, clock: startClock(60), directory: mkdtempSync(join(folder, 'run-')), port: 0 });
  await expect(starting).rejects.toThrow(/LogIndex.*cannot be created.*status 403.*Is the role of this function the master user/s);
  await sleep(0);
}, 120_000);

test.each<[string, string, (found: Readonly<Record<string, Resource>>) => void, RegExp]>([
  [
    'a bucket that does not let the delivery service in',
    'UnbreakableStaging',
    (resources) => {
      const policy = resourceOf(resources, 'AWS::S3::BucketPolicy', 'AccessLogsPolicy');
      const { Statement } = policy.Properties['PolicyDocument'] as { Statement: { Effect: string; Principal: { Service?: string } }[] };
      for (const { Effect, Principal } of Statement) if (Effect === 'Allow' && Principal.Service) Principal.Service = 'logs.amazonaws.com';
    },
    /InvalidConfigurationRequest|Access Denied for bucket/,
  ],
  [
    'a table with a column too many',
    'UnbreakableProduction',
    (resources) => {
      const { TableInput } = resourceOf(resources, 'AWS::Glue::Table').Properties as {
        TableInput: { StorageDescriptor: { Columns: object[] } };
      };
      TableInput.StorageDescriptor.Columns.push({ Name: 'more', Type: 'string' });
    },
    /a pattern of 34 groups for 35 columns is not rehearsed/,
  ],
])('%s fails the stack', async (name, stack, change, message) => {
  const other = await assembly(undefined, join(folder, name.replaceAll(' ', '-')), { logging: { accessLogs: true } });
  editTemplate(other, stack, ({ Resources }) => change(Resources));
  const starting = startCloud({ app: other, clock: startClock(60), directory: mkdtempSync(join(folder, 'run-')), port: 0 });
  await expect(starting).rejects.toThrow(message);
}, 120_000);

test.each(['agent', 'direct'])(
  'a whole rehearsal, the application’s log by way of %s: everything is indexed and kept',
  async (how) => {
    const run = await unbreakable(['rehearse', `--logging=${how}`, '--builds', '1', '--no-serve', '--port', '0']);
    const summary = run.lines.at(-1);
    expect(summary).toMatchObject({ type: 'summary', ok: true, logs: { refused: 0, lost: 0 }, receipt: { denied: [], unsupported: [] } });
    if (summary?.type !== 'summary') return;
    expect(summary.logs!.sent).toBeGreaterThan(50);
    expect(summary.logs).toMatchObject({ indexed: summary.logs!.backedUp });
    const { written } = summary.accessLogs!;
    expect(written).toBeGreaterThan(1_000);
    expect(summary.accessLogs).toEqual({ written, read: written, unread: null, queries: 6, queriesRight: 6 });
    expect(summary.receipt.unusedStatements.filter(({ role, reason }) => reason === null && role.startsWith('UnbreakableLogging'))).toEqual(
      [],
    );
    expect(run.output).toMatch(/Log documents: \d+ sent, \d+ indexed, 0 refused, \d+ in the bucket, 0 lost\./);
    expect(run).toMatchObject({ code: 0, leftFiles: [], leftProcesses: [] });
  },
  240_000,
);
