import type { RefusalCode } from '../../../lambda/contract/healing-events';
import type { StartedRemediation } from '../../../lambda/gate/ports/validation-store';
import type { Problem } from '../../../lambda/healing/problem';
import { aDecision } from '../../gate/support/validations';
import { aProblem, heal, minute, passed, revision, ten, World } from '../support/world';

/** Everything as in the story, but for one thing: then there is no rollback, and the reason says which thing it is. */
const rows: readonly (readonly [string, RefusalCode, (world: World) => Partial<Problem> | void, RegExp])[] = [
  ['a forecast', 'not-a-deployment-problem', () => ({ nature: 'forecast' }), /forecast/],
  ['a problem of the monitoring', 'not-a-deployment-problem', () => ({ nature: 'monitoring' }), /monitoring/],
  [
    'another service',
    'no-deployment',
    () => ({ entities: [{ type: 'service', id: 'bank', name: 'bank' }], tags: [] }),
    /No deployment fits/,
  ],
  ['a begin before the deployment', 'no-deployment', () => ({ started: ten - 90 * minute }), /began before deployment d-four/],
  [
    'a deployment that is too old',
    'no-deployment',
    (world) => void (world.settings = { ...world.settings, lookBackMinutes: 30 }),
    /more than 30 minutes after/,
  ],
  ['metrics that are as before', 'no-deployment', (world) => void (world.source.latency = () => 100), /nothing got worse/],
  [
    'metrics that do not come',
    'not-proven',
    (world) => void (world.source.trouble = { kind: 'throttled', detail: 'slow down' }),
    /Not proven/,
  ],
  [
    'no metrics, where proof is asked for',
    'not-proven',
    (world) => {
      for (const [id, { lastLook: _look, ...rest }] of world.validations.records) {
        world.validations.records.set(id, { ...rest, service: 'Gone' });
      }
    },
    /confidence medium, high is needed/,
  ],
  [
    'a person who approved against the verdict',
    'person-decided',
    (world) => {
      world.validations.records.set(
        'exec-four#Production#job',
        passed('four', 60, { decision: aDecision({ by: 'person', verdict: 'fail', answered: true }) }),
      );
    },
    /against the verdict/,
  ],
  ['locked promotions', 'locked', (world) => void (world.promotions = { kind: 'locked', reason: 'Release freeze' }), /Release freeze/],
  [
    'a stage that there is not',
    'settings-unreadable',
    (world) => void (world.promotions = { kind: 'missing', detail: 'There is no stage.' }),
    /Correct “stage”/,
  ],
  ['the switch', 'switched-off', (world) => void (world.switchedOn = false), /off/],
  ['mode notify', 'notify', (world) => void (world.settings = { ...world.settings, mode: 'notify' }), /would go back to Build three/],
  ['mode dry-run', 'dry-run', (world) => void (world.settings = { ...world.settings, mode: 'dry-run' }), /would go back to Build three/],
  [
    'a rule for its severity',
    'notify',
    (world) => void (world.settings = { ...world.settings, rules: [{ severities: ['high'], mode: 'notify' }] }),
    /mode notify/,
  ],
  [
    'a rule for its tag',
    'dry-run',
    (world) => void (world.settings = { ...world.settings, rules: [{ tags: ['ENV'], mode: 'dry-run' }] }),
    /mode dry-run/,
  ],
  [
    'nothing to go back to',
    'no-target',
    (world) => {
      world.validations.records.delete('exec-three#Production#job');
      world.validations.records.delete('exec-two#Production#job');
    },
    /Deploy one by hand/,
  ],
  [
    'a target that is gone',
    'target-missing',
    (world) => void world.gone.add(revision('three').key),
    /Build three passed, but its revision is gone/,
  ],
  [
    'a current build that is marked',
    'target-unsafe',
    (world) => {
      world.validations.records.set('exec-four#Production#job', passed('four', 60, { release: 'Build four (rollback: unsafe)' }));
    },
    /Build four \(rollback: unsafe\) is marked/,
  ],
  [
    'a marked build in between',
    'target-unsafe',
    (world) => {
      world.validations.records.set(
        'y',
        passed('half', 90, {
          validationId: 'y',
          release: 'Rollback: UNSAFE migration',
          decision: aDecision({ decision: 'reject', verdict: 'fail' }),
        }),
      );
    },
    /migration is marked/,
  ],
  [
    'a deployment that is CodeDeploy’s own rollback',
    'is-a-rollback',
    (world) => world.deployer.deployed('d-undo', revision('four'), ten - minute, { isRollback: true }),
    /itself a rollback/,
  ],
];

test.each(rows)('%s: %s', async (_name, code, change, reason) => {
  const world = new World();
  const problem = aProblem(change(world) ?? {});
  const { outcome } = await heal(world, problem);
  expect(outcome).toMatchObject({ kind: 'refused', code, reason: expect.stringMatching(reason) });
  expect(world.deployer.rollbacks()).toEqual([]);
  expect((await world.ledger()).remediations).toEqual([]);
  expect(world.events).toMatchObject([{ type: 'refused', detail: { code } }]);
  expect(world.messages).toHaveLength(code === 'dry-run' ? 0 : 1);
});

test('what is over before the plan is left alone, and nobody is bothered', async () => {
  const world = new World();
  await world.report(aProblem());
  await world.report(aProblem({ state: 'resolved' }));
  await world.run();
  expect((await world.record())?.outcome).toMatchObject({ code: 'resolved' });
  expect(world.messages).toEqual([]);
});

test('the end may be heard of before the begin', async () => {
  const world = new World();
  await world.report(aProblem({ state: 'merged' }));
  await heal(world);
  expect(world.deployer.rollbacks()).toEqual([]);
});

test('settings that cannot be read heal nothing, and say so', async () => {
  const world = new World();
  world.unreadable = ['/unbreakable/healing/bank: It is no JSON. Correct the parameter.'];
  const { outcome } = await heal(world, aProblem({ entities: [], tags: [] }));
  expect(outcome).toMatchObject({ code: 'settings-unreadable', reason: expect.stringContaining('/unbreakable/healing/bank') });
});

test('many services with problems at once are not one deployment', async () => {
  const world = new World();
  for (const id of ['a', 'b', 'c']) {
    await world.report(aProblem({ id, entities: [{ type: 'service', id, name: id }], tags: [] }));
  }
  await world.run();
  world.now = ten + 6 * minute;
  expect((await heal(world)).outcome).toMatchObject({ code: 'many-services' });
});

test('alarms and hosts are no services: however many go off, they do not hide the deployment', async () => {
  const world = new World();
  for (const id of ['a', 'b', 'c', 'd']) {
    await world.report(
      aProblem({
        source: 'cloudwatch',
        id,
        entities: [
          { type: 'alarm', id, name: id },
          { type: 'AWS/EC2', id: `InstanceId=${id}`, name: id },
        ],
        tags: [],
      }),
    );
  }
  await world.run();
  world.now = ten + 6 * minute;
  expect((await heal(world)).outcome?.kind).toBe('remediation');
});

const claimAt = async (world: World, name: string, at: number): Promise<void> => {
  const bad = passed(name, 999);
  const rollback: StartedRemediation = {
    state: 'starting',
    from: revision(name),
    to: revision('one'),
    toRelease: 'Build one',
    reason: 'Rejected.',
    startedAt: at,
  };
  await world.claims.claim(bad, rollback);
  await world.claims.note(bad, { ...rollback, state: 'succeeded', deploymentId: `r-${name}`, endedAt: at + minute }, at + minute);
};

test('a rollback of late begins the cooldown', async () => {
  const world = new World();
  await claimAt(world, 'old', ten - 65 * minute);
  world.settings = { ...world.settings, cooldownMinutes: 90 };
  expect((await heal(world)).outcome).toMatchObject({ code: 'cooldown' });
});

test('many rollbacks in a day are enough', async () => {
  const world = new World();
  for (const [index, name] of ['u', 'v', 'w'].entries()) {
    await claimAt(world, name, ten - (300 - index * 60) * minute);
  }
  world.settings = { ...world.settings, cooldownMinutes: 0 };
  expect((await heal(world)).outcome).toMatchObject({ code: 'daily-limit' });
});

test('a problem after the rollback is answered by people: no rollback of a rollback', async () => {
  const world = new World();
  await heal(world);
  world.now += 40 * minute;
  world.promotions = { kind: 'open' };
  const rolledBackTo = world.now - 10 * minute;
  world.source.latency = (at) => (at >= rolledBackTo ? 900 : 100);
  const second = await heal(world, aProblem({ id: 'p-2', started: world.now - 5 * minute }));
  expect(second.outcome).toMatchObject({ code: 'is-a-rollback' });
  expect(world.deployer.rollbacks()).toHaveLength(1);
});

test('who deploys the bad revision again knows what they do', async () => {
  const world = new World();
  await heal(world);
  world.promotions = { kind: 'open' };
  world.now += 30 * minute;
  world.deployer.byHand('d-again', revision('four'));
  world.now += 10 * minute;
  const second = await heal(world, aProblem({ id: 'p-2', started: world.now - 4 * minute }));
  expect(second.outcome).toMatchObject({ code: 'already-remediated' });
});

test('without metrics, entity and time suffice where the settings say so', async () => {
  const world = new World();
  for (const [id, validation] of world.validations.records) {
    world.validations.records.set(id, { ...validation, service: 'Gone' });
  }
  world.settings = { ...world.settings, actFrom: 'medium' };
  await world.report(aProblem());
  const [name] = world.executions.keys();
  await world.step(name!);
  await world.step(name!);
  expect(world.deployer.rollbacks()).toHaveLength(1);
});

test('metrics that come late are waited for', async () => {
  const world = new World();
  world.source.trouble = { kind: 'no-data', detail: 'not yet' };
  await world.report(aProblem());
  const [name] = world.executions.keys();
  expect(await world.step(name!)).toMatchObject({ next: 'plan' });
  world.source.trouble = undefined;
  await world.run();
  expect(world.deployer.rollbacks()).toHaveLength(1);
});

test('instances that joined the group are no deployment of their own', async () => {
  const world = new World();
  world.deployer.deployed('d-scale', revision('four'), ten + minute, { byAutoScaling: true });
  expect((await heal(world)).attributions?.[0]).toMatchObject({ deploymentId: 'd-four' });
  expect((await world.ledger()).remediations).toMatchObject([{ badDeploymentId: 'd-four', state: 'succeeded' }]);
});
