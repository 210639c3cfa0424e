import type { StartedRemediation } from '../../lambda/gate/ports/validation-store';
import { aProblem, destination, heal, minute, passed, revision, ten, World } from './support/world';

test('a build that turns bad is replaced by the one before it, once, and that is proven and told', async () => {
  const world = new World();
  const record = await heal(world, aProblem({ source: 'dynatrace', id: '-1_1790000040000V2' }));
  const [remediation, ...others] = (await world.ledger()).remediations;
  expect(record.outcome).toMatchObject({ kind: 'remediation' });
  expect(record.attributions?.[0]).toMatchObject({ deploymentId: 'd-four', confidence: 'high' });
  expect(others).toEqual([]);
  expect(remediation).toMatchObject({
    by: 'healing',
    state: 'succeeded',
    fromRelease: 'Build four',
    toRelease: 'Build three',
    action: 'redeploy',
    problemIds: [record.problemId],
  });
  expect(world.deployer.rollbacks()).toHaveLength(1);
  expect(world.deployer.deployments.at(-1)?.revision).toEqual(revision('three'));
  expect(world.promotions).toMatchObject({ kind: 'locked', reason: expect.stringContaining('unbreakable unlock shop') });
  expect(world.events.map(({ type }) => type)).toEqual(['started', 'ended']);
  expect(world.events[1]?.detail).toMatchObject({ outcome: 'succeeded', toRelease: 'Build three' });
  expect(world.comments).toHaveLength(2);
  expect(world.messages).toHaveLength(2);
  expect(world.calls).toEqual([]);
});

test('the rollback is begun before anybody is told', async () => {
  const world = new World();
  await world.report(aProblem());
  const [name] = world.executions.keys();
  await world.step(name!);
  expect(world.deployer.rollbacks()).toHaveLength(0);
  await world.step(name!);
  expect(world.deployer.rollbacks()).toHaveLength(1);
  expect(world.now).toBe(ten + 5 * minute);
});

test('what does not help is escalated until the problem is over, and never followed by another rollback', async () => {
  const world = new World();
  world.bad.add('three');
  await world.report(aProblem());
  await world.run();
  expect((await world.ledger()).remediations).toMatchObject([{ state: 'escalated' }]);
  expect(world.deployer.rollbacks()).toHaveLength(1);
  expect(world.calls).toHaveLength(8);
  expect(world.events.at(-1)).toMatchObject({ type: 'ended', detail: { outcome: 'escalated' } });
});

test('calls stop when the problem is over', async () => {
  const world = new World();
  world.bad.add('three');
  await world.report(aProblem());
  const [name] = world.executions.keys();
  while (world.calls.length === 0) {
    await world.step(name!);
  }
  await world.report(aProblem({ state: 'resolved' }));
  await world.run();
  expect(world.calls).toHaveLength(1);
});

test('a rollback that fails to deploy calls people', async () => {
  const world = new World();
  world.deployer.nextOutcome = 'failed';
  await heal(world);
  expect((await world.ledger()).remediations).toMatchObject([{ state: 'failed' }]);
  expect(world.calls.length).toBeGreaterThan(0);
  expect(world.deployer.rollbacks()).toHaveLength(1);
});

test('alarms for errors and latency, and a pager, are one remediation', async () => {
  const world = new World();
  await world.report(aProblem());
  await world.report(aProblem({ source: 'cloudwatch', id: 'latency' }));
  await world.run();
  await world.report(aProblem({ source: 'pagerduty', id: 'late', started: ten + 2 * minute }));
  await world.run();
  const { remediations } = await world.ledger();
  expect(remediations).toHaveLength(1);
  expect(remediations[0]?.problemIds).toEqual(['webhook:p-1', 'cloudwatch:latency', 'pagerduty:late']);
  expect((await world.record('pagerduty:late'))?.outcome?.kind).toBe('joined');
  expect(world.deployer.rollbacks()).toHaveLength(1);
});

const gateRollback: StartedRemediation = {
  state: 'starting',
  from: revision('four'),
  to: revision('three'),
  toRelease: 'Build three',
  reason: 'The gate rejected it.',
  startedAt: ten + 2 * minute,
};

test('a rollback of the gate is the one that its deployment may have', async () => {
  const world = new World();
  const rejected = passed('four', 60);
  expect(await world.claims.claim(rejected, gateRollback)).toEqual({ kind: 'claimed' });
  expect(await world.claims.claim(rejected, gateRollback)).toEqual({ kind: 'claimed' });
  const record = await heal(world);
  expect(record.outcome?.kind).toBe('joined');
  expect(world.deployer.rollbacks()).toHaveLength(0);
});

test('and the gate finds what healing has begun', async () => {
  const world = new World();
  await heal(world);
  expect(await world.claims.claim(passed('four', 60), gateRollback)).toMatchObject({
    kind: 'taken',
    reason: expect.stringContaining('Build three'),
  });
  expect(await world.claims.condemned(destination)).toEqual([revision('four')]);
});

test('a bad deployment that is still running is stopped, and CodeDeploy goes back', async () => {
  const world = new World();
  world.now = ten + 5 * minute;
  world.deployer.deployed('d-five', revision('five'), ten + 2 * minute, { completedAt: ten + 60 * minute });
  world.validations.records.set(
    'x',
    passed('five', -2, {
      validationId: 'x',
      stage: 'Staging',
      deployment: { ...passed('five', 30).deployment, destination: { ...destination, deploymentGroupName: 'Staging' }, deploymentId: 's-five', revision: revision('five') },
    }),
  );
  world.bad.add('five').delete('four');
  world.settings = { ...world.settings, actFrom: 'medium' };
  world.source.trouble = undefined;
  await world.report(aProblem({ started: ten + 3 * minute }));
  await world.run();
  const record = await world.record();
  expect(record?.outcome).toMatchObject({ kind: 'remediation' });
  expect(world.deployer.stopped).toEqual(['d-five']);
  expect((await world.ledger()).remediations).toMatchObject([
    { action: 'stop', fromRelease: 'Build five', toRelease: 'Build four', state: 'succeeded' },
  ]);
});

test('a person who deploys in between is faster: the rollback is withdrawn', async () => {
  const world = new World();
  await world.report(aProblem());
  const [name] = world.executions.keys();
  await world.step(name!);
  world.deployer.byHand('d-hand', revision('two'));
  await world.run();
  expect((await world.ledger()).remediations).toMatchObject([{ state: 'withdrawn' }]);
  expect(world.deployer.rollbacks()).toHaveLength(0);
  expect(world.calls).toEqual([]);
});

test('the switch is read just before the act', async () => {
  const world = new World();
  await world.report(aProblem());
  const [name] = world.executions.keys();
  await world.step(name!);
  world.switchedOn = false;
  await world.run();
  expect(world.deployer.rollbacks()).toHaveLength(0);
});

test('a step that fails for good calls people', async () => {
  const world = new World();
  await world.report(aProblem());
  const [name] = world.executions.keys();
  await world.step(name!);
  await world.step(name!);
  world.executions.set(name!, {
    problemId: 'webhook:p-1',
    next: 'conclude',
    at: new Date(world.now).toISOString(),
    error: { Error: 'TimeoutError', Cause: 'no answer' },
  });
  await world.run();
  expect((await world.ledger()).remediations).toMatchObject([{ state: 'failed', reason: expect.stringContaining('TimeoutError') }]);
  expect(world.calls.length).toBeGreaterThan(0);
});

test('runbooks of the configuration are begun once each', async () => {
  const world = new World();
  world.settings = {
    ...world.settings,
    runbooks: [
      { kind: 'ssm', document: 'Restart-Shop', severities: ['high'] },
      { kind: 'http', url: 'https://awx.example/api/run', secret: 'awx', severities: ['low'] },
    ],
  };
  await heal(world);
  expect(world.runbooksBegun).toEqual(['webhook:p-1#0']);
});
