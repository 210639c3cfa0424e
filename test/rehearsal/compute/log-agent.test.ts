import { appendFileSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAgentConfig, agentConfigPath } from '../../../rehearsal/compute/log-agent-config';
import { runLogAgent } from '../../../rehearsal/compute/log-agent';
import { Tail } from '../../../rehearsal/compute/tail';
import { AwsError } from '../../../rehearsal/cloud/aws-error';
import { eventually, FakeCloud, role } from '../support/fake-cloud';

let cloud: FakeCloud;

beforeEach(() => {
  cloud = new FakeCloud();
});

afterEach(() => cloud.stop());

const config = {
  logs: {
    logs_collected: {
      files: { collect_list: [{ file_path: '/var/log/app.log', log_group_name: 'group', log_stream_name: '{instance_id}' }] },
    },
  },
};

const start = () => {
  const root = join(cloud.directory, 'root');
  const log = join(root, 'var/log/app.log');
  for (const file of [join(root, agentConfigPath), log]) mkdirSync(dirname(file), { recursive: true });
  writeFileSync(join(root, agentConfigPath), JSON.stringify(config));
  const end = new AbortController();
  const agent = runLogAgent(cloud, { id: 'i-1', root, role }, end.signal);
  return {
    log,
    stop: async () => {
      end.abort();
      await agent;
    },
  };
};

const sent = () =>
  cloud.callsTo('logs', 'PutLogEvents').flatMap(({ input }) => (input['logEvents'] as { message: string }[]).map(({ message }) => message));

test('sends whole lines once, in order, as the role of the instance, and the last ones at the end', async () => {
  cloud.addRecorder('logs', { CreateLogStream: () => ({}), PutLogEvents: () => ({}) });
  const { log, stop } = start();
  appendFileSync(log, 'one\ntw');
  await eventually(() => sent()[0]);
  appendFileSync(log, 'o\nthree\n');
  await stop();
  expect(sent()).toEqual(['one', 'two', 'three']);
  expect(cloud.callsTo('logs', 'CreateLogStream')).toMatchObject([
    { input: { logGroupName: 'group', logStreamName: 'i-1' }, caller: role },
  ]);
});

test('gives a file up once its log group refuses it, and says so', async () => {
  cloud.addRecorder('logs', {
    CreateLogStream: () => {
      throw new AwsError('ResourceNotFoundException', 'no such group');
    },
  });
  const { log, stop } = start();
  appendFileSync(log, 'one\n');
  await eventually(() => cloud.logged.find((line) => line.includes('no such group')));
  await stop();
  expect(cloud.callsTo('logs', 'CreateLogStream')).toHaveLength(1);
});

test('an instance without configuration has no agent', async () => {
  await runLogAgent(cloud, { id: 'i-1', root: cloud.directory, role }, new AbortController().signal);
  expect(cloud.calls).toEqual([]);
});

test('begins anew with a truncated file', () => {
  const file = join(cloud.directory, 'x.log');
  const tail = new Tail(file);
  expect(tail.read()).toEqual([]);
  writeFileSync(file, 'a long first line\n');
  expect(tail.read()).toEqual(['a long first line']);
  truncateSync(file);
  appendFileSync(file, 'b\n');
  expect(tail.read()).toEqual(['b']);
  rmSync(file);
  expect(tail.read()).toEqual([]);
});

test.each([
  ['{', /is no JSON/],
  ['{"logs":{"logs_collected":{"files":{"collect_list":[{"file_path":"/x"}]}}}}', /collect_list\.0\.log_group_name/],
])('refuses the configuration %s', (json, message) => {
  expect(() => parseAgentConfig(json, 'i-1')).toThrow(message);
});

test('a configuration without logs collects none', () => {
  expect(parseAgentConfig('{"metrics":{}}', 'i-1')).toEqual([]);
});
