/** Metrics that lie, stop or never come: no approval without evidence, and every gate ends in a decision that says why. */
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import type { MetricFault } from '../../../rehearsal/services/cloudwatch/faults';
import { monspecWith } from './support/monspecs';
import { Theatre, once, type During, type Ending } from './support/theatre';
import { expectTold } from './support/told';

let theatre: Theatre;

beforeAll(async () => {
  theatre = await Theatre.open();
}, 120_000);

afterAll(() => theatre?.close());

/** Held in staging by the gate for want of evidence, after the window was extended once; production never touched. */
const expectHeld = async (ending: Ending, reason: RegExp): Promise<void> => {
  expect(ending.execution).toMatchObject({ status: 'Held' });
  expect(ending.decision('Staging')).toMatchObject({ decision: 'hold', by: 'gate', verdict: 'inconclusive' });
  expect(ending.decision('Staging')?.reasons.join('\n')).toMatch(reason);
  expect(ending.validations).toHaveLength(1);
  const [validation] = ending.validations;
  expect(validation).toMatchObject({
    stage: 'Staging',
    status: 'decided',
    decision: { decision: 'hold', answered: false },
    timing: { extended: true },
  });
  await expectTold(theatre, validation!);
  expect(theatre.cloud.receipt().denied).toEqual([]);
};

/** Breaks metrics of staging at the first snapshot; `release` mends them afterwards. */
const released = async (fault: Omit<MetricFault, 'dimensions'>, environment = 'Staging'): Promise<Ending> => {
  const mend: (() => void)[] = [];
  const during: During = once(
    () => true,
    () => {
      mend.push(theatre.metrics.add({ ...fault, dimensions: theatre.dimensions(environment) }));
    },
  );
  try {
    return await theatre.release(1, {}, during);
  } finally {
    for (const undo of mend) undo();
  }
};

test.each<{
  readonly name: string;
  readonly fault: Omit<MetricFault, 'dimensions'>;
  readonly environment?: string;
  readonly reason: RegExp;
}>([
  { name: 'no data', fault: { kind: 'missing' }, reason: /no-data/ },
  { name: 'no data of one metric', fault: { kind: 'missing', metricName: 'TargetResponseTime' }, reason: /Response time \(avg\).*no-data/ },
  {
    name: 'no data on the side of the baseline',
    fault: { kind: 'missing' },
    environment: 'Production',
    reason: /the baseline in Production gave no usable data/,
  },
  { name: 'half the data', fault: { kind: 'half' }, reason: /has \d of \d+ points and \d are needed/ },
  { name: 'values that are not numbers', fault: { kind: 'nan' }, reason: /no-data/ },
  { name: 'data that come 20 minutes late', fault: { kind: 'stale', staleMinutes: 20 }, reason: /no-data/ },
])('$name: held', async ({ fault, environment, reason }) => {
  await expectHeld(await released(fault, environment), reason);
});

test('metrics that stop where the window begins: held', async () => {
  const mend: (() => void)[] = [];
  // Hardly a minute of the window is there when they stop.
  const isRegistered: Parameters<typeof once>[0] = ({ validations }) => validations.some(({ stage }) => stage === 'Staging');
  const during = once(isRegistered, () => {
    mend.push(theatre.metrics.add({ kind: 'missing', dimensions: theatre.dimensions('Staging') }));
  });
  const ending = await theatre.release(1, {}, during);
  for (const undo of mend) undo();
  await expectHeld(ending, /Stale|no-data|of \d+ points/);
});

test('the wrong dimension: held, and the reason names what was looked for', async () => {
  const { clients, gate, structure } = theatre.stage;
  const Name = `${gate.environmentsPrefix}/${structure.name}`;
  const { Parameter } = await clients.ssm.send(new GetParameterCommand({ Name }));
  const right = Parameter?.Value ?? '';
  const { LoadBalancer = '' } = theatre.dimensions('Staging');
  await clients.ssm.send(
    new PutParameterCommand({ Name, Value: right.replace(LoadBalancer, 'app/nobody/0123456789abcdef'), Overwrite: true, Type: 'String' }),
  );
  try {
    await expectHeld(await theatre.release(1), /app\/nobody/);
  } finally {
    await clients.ssm.send(new PutParameterCommand({ Name, Value: right, Overwrite: true, Type: 'String' }));
  }
});

test('environments that cannot be read: held or refused, never approved', async () => {
  const { clients, gate, structure } = theatre.stage;
  const Name = `${gate.environmentsPrefix}/${structure.name}`;
  const { Parameter } = await clients.ssm.send(new GetParameterCommand({ Name }));
  const spoil = once(
    () => true,
    () => void clients.ssm.send(new PutParameterCommand({ Name, Value: 'not JSON', Overwrite: true, Type: 'String' })),
  );
  try {
    const ending = await theatre.release(1, {}, spoil);
    expect(ending.execution).toMatchObject({ status: 'Failed' });
    expect(ending.execution.failure).toContain(Name);
    expect(ending.validations).toEqual([]);
  } finally {
    await clients.ssm.send(new PutParameterCommand({ Name, Value: Parameter?.Value ?? '', Overwrite: true, Type: 'String' }));
  }
});

test('a signature that CloudWatch cannot supply is told of and decides nothing', async () => {
  const monspec = monspecWith((service) => {
    service.perfsignature.push({ smartscape: 'toRelationships:calls', aggregate: 'count', validate: 'upper', upperlimit: 1 });
  });
  const ending = await theatre.release(1, { monspec });
  expect(ending.decision('Staging')).toMatchObject({ decision: 'approve' });
  const [validation] = ending.validations;
  expect(validation?.lastLook?.signatures.map(({ verdict }) => verdict)).toContain('info');
  await expectTold(theatre, validation!);
});
