/** Register hands a deployment over to be announced: once, under one name, and whatever becomes of it, the gate goes on. */
import { SFNClient } from '@aws-sdk/client-sfn';
import { StateMachine } from '../../lambda/aws/workflow.client';
import type { AnnounceInput } from '../../lambda/contract/announcing';
import { parseAnnounceState } from '../../lambda/gate/announce';
import { register } from '../../lambda/gate/register';
import { configuredSourceNames } from '../../lambda/sources/configured-source-names';
import { JsonService } from '../aws/support/json-service';
import { minute, ten } from './support/validations';
import { job, monspecText, World } from './support/world';

const machine = 'arn:aws:states:us-east-1:123456789012:stateMachine:announcer';
const service = new JsonService();
const started = new Map<string, string>();
let world: World;

/** A name that ran before is taken, as with Step Functions once the execution has ended. */
const startExecution = ({ name, input }: { readonly name: string; readonly input: string }): object => {
  if (started.has(name)) {
    return { exception: 'ExecutionAlreadyExists' };
  }
  started.set(name, input);
  return { executionArn: `${machine}:${name}`, startDate: 1 };
};

const ports = () => ({ ...world.ports(), announcements: new StateMachine<AnnounceInput>(machine, new SFNClient(service.client)) });

beforeAll(async () => service.start());
afterAll(async () => service.stop());

beforeEach(() => {
  world = new World();
  started.clear();
  service.asked.length = 0;
  service.operations = { StartExecution: startExecution };
});

test('an announcement is started with what its function reads', async () => {
  expect(await register(job, ports(), ten)).toEqual({ kind: 'registered', validationId: 'exec-1#Production#job-1' });
  const [[name, input]] = [...started] as [[string, string]];
  expect(name).toMatch(/^shop-Production-[0-9a-f]{32}$/);
  expect(service.asked[0]?.input).toMatchObject({ stateMachineArn: machine });
  expect(parseAnnounceState(JSON.parse(input))).toEqual({
    validationId: 'exec-1#Production#job-1',
    next: 'announce',
    at: '2026-11-20T10:00:00.000Z',
    attempts: 0,
  });
});

test('a job that is delivered again announces nothing new', async () => {
  await register(job, ports(), ten);
  expect(await register(job, ports(), ten + minute)).toEqual({ kind: 'registered', validationId: 'exec-1#Production#job-1' });
  expect([started.size, service.asked.length]).toEqual([1, 2]);
  expect(service.asked[1]?.input).toEqual(service.asked[0]?.input);
});

test.each(['AccessDeniedException', 'StateMachineDoesNotExist'])(
  '%s is told and fails nothing: the gate measures, and the job succeeds',
  async (exception) => {
    service.operations = { StartExecution: () => ({ exception }) };
    expect(await register(job, ports(), ten)).toMatchObject({ kind: 'registered', unannounced: expect.stringContaining(exception) });
    expect([world.started.size, world.pipeline.job]).toEqual([1, { kind: 'succeeded' }]);
  },
);

test('what is refused is not announced', async () => {
  world.artifact = new TextEncoder().encode('[]');
  await register(job, ports(), ten);
  expect(service.asked).toEqual([]);
});

test('a gate without announcements starts its looks alone', async () => {
  await register(job, world.ports(), ten);
  expect([world.started.size, started.size]).toEqual([1, 0]);
});

const topologyOnly = JSON.stringify({
  Shop: {
    ...(JSON.parse(monspecText) as { Shop: object }).Shop,
    perfsignature: [{ smartscape: 'toRelationships:calls', aggregate: 'count', validate: 'upper' }],
  },
});

test('a monspec that only Dynatrace can measure is registered where Dynatrace is set up, and refused elsewhere', async () => {
  world.artifact = new TextEncoder().encode(topologyOnly);
  expect(await register(job, { ...ports(), sources: configuredSourceNames({}) }, ten)).toMatchObject({ kind: 'refused' });
  expect(await register(job, { ...ports(), sources: configuredSourceNames({ DYNATRACE_URL: 'https://a.example' }) }, ten)).toMatchObject({
    kind: 'registered',
  });
});

test('sources are named in the order in which looks ask them', () => {
  expect(configuredSourceNames({ PROMETHEUS_URL: 'https://p', DYNATRACE_URL: 'https://d' })).toEqual([
    'cloudwatch',
    'dynatrace',
    'prometheus',
  ]);
  expect(configuredSourceNames({ PROMETHEUS_URL: ' ', DYNATRACE_URL: '' })).toEqual(['cloudwatch']);
});
