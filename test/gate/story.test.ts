import { decide } from '../../lambda/gate/decide';
import { look } from '../../lambda/gate/look';
import { register } from '../../lambda/gate/register';
import { replay } from '../../lambda/judge/replay';
import type { Evidence } from '../../lambda/gate/evidence';
import { runGate, runWorkflow } from './support/run';
import { aDecision, aValidation, minute, revision, ten } from './support/validations';
import { coded, job, silentAfter, slower, World } from './support/world';

let world: World;

beforeEach(() => {
  world = new World();
});

const deploymentsByGate = () => world.deployments.deployments.filter(({ description }) => description?.includes('exec-1#Production#job-1'));

const approved = (name: string, at: number, changes = {}) =>
  world.validations.create(
    aValidation({
      validationId: `exec-${name}#Production#job`,
      executionId: `exec-${name}`,
      release: `Build ${name}`,
      registeredAt: at,
      status: 'decided',
      decision: aDecision({ answered: true }),
      deployment: { ...aValidation().deployment, deploymentId: `d-${name}`, revision: revision(name) },
      ...changes,
    }),
  );

test('a good build is approved, once, with its reasons on the approval', async () => {
  await runGate(world);
  expect(world.pipeline.job).toEqual({ kind: 'succeeded' });
  expect(world.validation).toMatchObject({
    status: 'decided',
    release: 'Build 4',
    decision: { decision: 'approve', by: 'gate', verdict: 'pass', answered: true },
  });
  expect(world.pipeline.approval).toMatchObject({
    decision: 'approve',
    summary: expect.stringMatching(/^pass: .*https:\/\/report\.example.*\[gate /),
  });
  expect(world.events.map(({ type, detail }) => [type, 'decision' in detail && detail.decision])).toEqual([['decision', 'approve']]);
  expect(world.messages.map(({ subject }) => subject)).toEqual(['shop: Build 4 approved in Production']);
});

test('it decides at the end of the window, not before', async () => {
  await runGate(world);
  expect(world.validation.decision?.at).toBe(ten + 9 * minute);
  expect(world.validation.lastLook).toMatchObject({ final: true, number: 5 });
});

test('every look leaves evidence that gives the same verdict again', async () => {
  await runGate(world);
  const evidence = [...world.kept.entries()].filter(([key]) => key.includes('/look-')).map(([, value]) => value as Evidence);
  expect(evidence).toHaveLength(5);
  expect(evidence.every((one) => JSON.stringify(replay(one)) === JSON.stringify(one.verdict))).toBe(true);
});

test('a slow build is rejected and production goes back to the newest revision that passed', async () => {
  await approved('two', ten - 200 * minute);
  await approved('three', ten - 100 * minute);
  slower(world, 2);
  await runGate(world);
  expect(world.validation.decision).toMatchObject({ decision: 'reject', verdict: 'fail', answered: true });
  expect(world.pipeline.approval).toMatchObject({ decision: 'reject' });
  expect(world.validation.remediation).toMatchObject({ state: 'succeeded', toRelease: 'Build three', deploymentId: 'd-102' });
  expect(deploymentsByGate()).toMatchObject([{ revision: revision('three') }]);
  expect(world.events.at(-1)).toMatchObject({
    type: 'remediation',
    detail: { fromRelease: 'Build 4', toRelease: 'Build three', outcome: 'succeeded' },
  });
});

test('the same slowness before the deployment is no reason to reject', async () => {
  world.source.values = () => 200;
  await runGate(world);
  expect(world.validation.decision?.decision).toBe('approve');
});

test('without rollback, a rejection is all', async () => {
  await approved('three', ten - 100 * minute);
  world.rollback = false;
  slower(world, 2);
  await runGate(world);
  expect(world.validation.decision?.decision).toBe('reject');
  expect([world.validation.remediation, deploymentsByGate()]).toEqual([undefined, []]);
});

describe('what a rollback refuses', () => {
  beforeEach(() => {
    slower(world, 2);
  });

  const refusal = async () => {
    await runGate(world);
    expect(deploymentsByGate()).toEqual([]);
    expect(world.events.at(-1)).toMatchObject({ type: 'remediation', detail: { outcome: 'refused' } });
    return world.validation.remediation;
  };

  test('to go back where nothing has passed', async () => {
    expect(await refusal()).toMatchObject({ state: 'refused', reason: expect.stringMatching(/no validated revision.*hold/) });
  });

  test.each([
    ['a rejected revision', { decision: aDecision({ decision: 'reject', verdict: 'fail', answered: true }) }],
    ['a held revision', { decision: aDecision({ decision: 'hold', verdict: 'inconclusive' }) }],
    ['a revision of another stage', { stage: 'Staging' }],
    ['a revision of another pipeline', { pipeline: 'other' }],
    ['the rejected revision itself', { deployment: aValidation().deployment }],
    ['a revision nobody judged', { decision: undefined, status: 'waiting' }],
  ])('to go back to %s', async (_, changes) => {
    await approved('three', ten - 100 * minute, changes);
    expect(await refusal()).toMatchObject({ state: 'refused' });
  });

  test('to undo what somebody deployed by hand after the rejection', async () => {
    await approved('three', ten - 100 * minute);
    await runGate(world, {
      meanwhile: ({ next }) => {
        if (next === 'remediate' && world.deployments.deployments.length === 2) {
          world.deployments.deployed('d-hand', revision('hotfix'), world.now - 2 * minute);
        }
      },
    });
    expect(world.validation.remediation).toMatchObject({ state: 'refused', reason: expect.stringContaining('d-hand') });
  });

  test('to act when the switch is off', async () => {
    await approved('three', ten - 100 * minute);
    await runGate(world, {
      meanwhile: ({ next }) => {
        world.switchedOn = next !== 'remediate';
      },
    });
    expect(world.validation.remediation).toMatchObject({ state: 'refused', reason: expect.stringContaining('off') });
  });
});

test('a rollback takes what a person approved, and skips what is gone', async () => {
  await approved('two', ten - 200 * minute, { decision: aDecision({ by: 'person', verdict: 'inconclusive', answered: true }) });
  await approved('three', ten - 100 * minute);
  world.gone.add(revision('three').key);
  slower(world, 2);
  await runGate(world);
  expect(world.validation.remediation).toMatchObject({ state: 'succeeded', toRelease: 'Build two' });
});

test('a rollback that fails says so', async () => {
  await approved('three', ten - 100 * minute);
  world.deployments.nextOutcome = 'failed';
  slower(world, 2);
  await runGate(world);
  expect(world.validation.remediation).toMatchObject({ state: 'failed', endedAt: expect.any(Number) });
  expect(world.messages.at(-1)?.subject).toContain('FAILED');
});

describe('doubt', () => {
  test('a metric that stops is extended once, and then held for a person', async () => {
    silentAfter(world, 1);
    await runGate(world);
    expect(world.validation.timing.extended).toBe(true);
    expect(world.validation.decision).toMatchObject({ decision: 'hold', verdict: 'inconclusive', answered: false });
    expect(world.pipeline.approval.kind).toBe('open');
    expect(world.validation.decision?.reasons.join(' ')).toMatch(/Stale: [A-Z]/);
  });

  test('an extension that finds the evidence approves', async () => {
    world.source.values = ({ window }) => (window.end - window.start > 5 * minute ? 100 : null);
    await runGate(world);
    expect(world.validation).toMatchObject({
      timing: { extended: true, candidate: { end: ten + 12 * minute } },
      decision: { decision: 'approve' },
    });
  });

  test('a last minute that comes late is waited for', async () => {
    const { start, end } = { start: ten + 2 * minute, end: ten + 7 * minute };
    world.source.values = (_request, at) => (at === end - minute && world.now < ten + 11 * minute ? null : at >= start - 1e9 ? 100 : null);
    await runGate(world);
    expect(world.validation).toMatchObject({ timing: { extended: false }, decision: { decision: 'approve', at: ten + 11 * minute } });
  });

  test.each(['throttled', 'unreachable', 'unauthorised', 'bad-query', 'no-entity', 'no-data', 'partial'] as const)(
    'a source that is %s holds',
    async (kind) => {
      world.source.trouble = { kind, detail: 'test' };
      await runGate(world);
      expect(world.validation.decision).toMatchObject({ decision: 'hold', verdict: 'inconclusive' });
      expect(world.pipeline.answers).toBe(0);
    },
  );

  test('a deployment by hand in the middle of the window holds, whatever the numbers', async () => {
    await runGate(world, {
      meanwhile: () => {
        if (world.now > ten + 5 * minute && world.deployments.deployments.length === 2) {
          world.deployments.deployed('d-hand', revision('hotfix'), world.now);
        }
      },
    });
    expect(world.validation.decision).toMatchObject({
      decision: 'hold',
      reasons: expect.arrayContaining(['The deployed revision changed while it was measured.']),
    });
    expect(world.validation.timing.extended).toBe(false);
  });

  test('instances that join the group get the same revision, which changes nothing', async () => {
    await runGate(world, {
      meanwhile: () => {
        if (world.now > ten + 5 * minute && world.deployments.deployments.length === 2) {
          world.deployments.deployed('d-scale', revision('four'), world.now, { byAutoScaling: true });
        }
      },
    });
    expect(world.validation.decision?.decision).toBe('approve');
  });

  test('a look that fails for good holds', async () => {
    await register(job, world.ports(), world.now);
    world.kept.clear();
    await runWorkflow(world, [...world.started.values()][0]!);
    expect(world.validation.decision).toMatchObject({ decision: 'hold', reasons: [expect.stringContaining('NoMonspec')] });
  });

  test('without a baseline the absolute limits decide, and say so', async () => {
    world.deployments.deployments.shift();
    await runGate(world);
    expect(world.validation.lastLook?.reasons.join(' ')).toContain('No baseline');
    expect(world.validation.decision).toMatchObject({
      decision: 'approve',
      reasons: expect.arrayContaining([expect.stringContaining('limits only')]),
    });
  });
});

describe('who may act', () => {
  test.each(['observe', 'advise'] as const)('in mode %s the approval is left to a person', async (mode) => {
    const userParameters = JSON.stringify({ ...JSON.parse(job.userParameters!), mode });
    await register({ ...job, userParameters }, world.ports(), world.now);
    await runWorkflow(world, [...world.started.values()][0]!);
    expect(world.validation.decision).toMatchObject({ decision: 'approve', answered: false });
    expect(world.pipeline.approval.kind).toBe('open');
  });

  test('a rejection that was only recommended rolls nothing back', async () => {
    await approved('three', ten - 100 * minute);
    slower(world, 2);
    const userParameters = JSON.stringify({ ...JSON.parse(job.userParameters!), mode: 'advise' });
    await register({ ...job, userParameters }, world.ports(), world.now);
    await runWorkflow(world, [...world.started.values()][0]!);
    expect([world.validation.decision?.decision, deploymentsByGate()]).toEqual(['reject', []]);
  });

  test('with the switch off the gate holds', async () => {
    world.switchedOn = false;
    await runGate(world);
    expect(world.validation.decision).toMatchObject({
      decision: 'hold',
      reasons: expect.arrayContaining([expect.stringContaining('It is off.')]),
    });
    expect(world.pipeline.answers).toBe(0);
  });

  test('CodePipeline’s own rollback is measured, and a person answers', async () => {
    world.pipeline.execution = { ...world.pipeline.execution, type: 'ROLLBACK' };
    await runGate(world);
    expect(world.validation).toMatchObject({ executionType: 'ROLLBACK', mode: 'advise', decision: { answered: false } });
    expect(world.pipeline.answers).toBe(0);
  });

  test('a person who answers half-way is right, and is recorded', async () => {
    slower(world, 2);
    await runGate(world, {
      meanwhile: () => {
        if (world.now > ten + 6 * minute && world.pipeline.approval.kind === 'open') {
          world.pipeline.person('approve', 'known issue');
        }
      },
    });
    expect(world.validation.decision).toMatchObject({
      by: 'person',
      decision: 'approve',
      answered: true,
      reasons: ['arn:aws:iam::123456789012:user/ann approved: “known issue”'],
    });
    expect(world.pipeline.answers).toBe(0);
  });

  test('a person who answers between the gate’s record and its answer is right', async () => {
    const ports = world.ports();
    await register(job, ports, world.now);
    await runWorkflow(world, [...world.started.values()][0]!, {
      meanwhile: ({ next }) => {
        if (next !== 'decide') return;
        const answer = ports.approvals.answer.bind(world.pipeline);
        world.pipeline.answer = (...args) => {
          world.pipeline.person('reject');
          return answer(...args);
        };
      },
    });
    expect(world.validation.decision).toMatchObject({
      by: 'person',
      decision: 'reject',
      reasons: expect.arrayContaining(['The gate had recommended to approve.']),
    });
    expect(world.events).toHaveLength(1);
  });

  test('a stage that has gone on to another execution is left alone', async () => {
    await runGate(world, {
      meanwhile: ({ next }) => {
        if (next === 'decide') world.pipeline.approval = { kind: 'over', detail: 'The stage Production runs execution exec-2.' };
      },
    });
    expect(world.validation).toMatchObject({ status: 'abandoned', abandonment: { reason: expect.stringContaining('exec-2') } });
    expect(world.pipeline.answers).toBe(0);
  });

  test('an approval that opens late is waited for', async () => {
    await register(job, world.ports(), world.now);
    world.pipeline.approval = { kind: 'not-open' };
    await runWorkflow(world, [...world.started.values()][0]!, {
      meanwhile: () => {
        if (world.now > ten + 20 * minute) world.pipeline.approval = { kind: 'open', token: 'late' };
      },
    });
    expect(world.validation.decision).toMatchObject({ decision: 'approve', answered: true });
  });

  test('an approval that never opens is held', async () => {
    await register(job, world.ports(), world.now);
    world.pipeline.approval = { kind: 'not-open' };
    await runWorkflow(world, [...world.started.values()][0]!);
    expect(world.validation.decision).toMatchObject({
      decision: 'hold',
      reasons: expect.arrayContaining(['The approval has not opened in time.']),
    });
  });
});

test('an approval takes the place of the one before, which may expire', async () => {
  await world.validations.create(aValidation({ validationId: 'before', registeredAt: ten - minute }));
  await world.validations.recordDecision('before', aDecision());
  await runGate(world);
  expect(world.validation.expiresAt).toBeUndefined();
  expect((await world.validations.find('before'))?.expiresAt).toBe((ten + 9 * minute) / 1000 + 90 * 86_400);
});

test('a step for a validation that does not exist is an error with a name', async () => {
  const state = { validationId: 'nobody', next: 'look', at: new Date(ten).toISOString() } as const;
  await expect(look(state, world.ports(), ten)).rejects.toEqual(coded('NoValidation'));
  await expect(decide(state, world.ports(), ten)).rejects.toEqual(coded('NoValidation'));
});
