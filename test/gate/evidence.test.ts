/** The gate under the rule `evidence`: early rejection, history, anchors, floors, and the rule that was before. */
import { monspecText, slower, World } from './support/world';
import { runGate } from './support/run';
import { aDecision, aLook, aValidation, minute, revision, ten } from './support/validations';
import type { Destination } from '../../lambda/contract/destination';
import type { Evidence } from '../../lambda/gate/evidence';
import type { PolicyReading } from '../../lambda/gate/ports/settings';
import { claimDeployment } from '../../lambda/healing/records/records';
import type { Remediation } from '../../lambda/healing/remediation';
import { replay } from '../../lambda/judge/replay';
import { unitOf } from '../../lambda/monspec/describe';
import { parseFloors } from '../../lambda/monspec/floors/parse';
import { parseMonspec } from '../../lambda/monspec/parse';

let world: World;

beforeEach(() => {
  world = new World();
});

const aRemediation = (destination: Destination, at: number): Remediation => ({
  remediationId: 'Production/d-bad',
  by: 'healing',
  destination,
  pipeline: 'shop',
  environment: 'Production',
  badDeploymentId: 'd-bad',
  badDeploymentAt: at,
  problemIds: ['p-1'],
  action: 'redeploy',
  from: revision('bad'),
  fromRelease: 'Build bad',
  to: revision('good'),
  toRelease: 'Build good',
  state: 'succeeded',
  reason: 'Slow.',
  startedAt: at,
  timeline: [],
});

interface File {
  Shop: Record<string, unknown> & { comparisons: Record<string, unknown>[]; perfsignature: Record<string, unknown>[] };
}

/** Changes the monspec of the build. */
const monspec = (change: (file: File['Shop']) => void): void => {
  const file = JSON.parse(monspecText) as File;
  change(file.Shop);
  world.artifact = new TextEncoder().encode(JSON.stringify(file));
};

const looks = (): Evidence[] => [...world.kept.entries()].filter(([key]) => key.includes('/look-')).map(([, value]) => value as Evidence);
const lastLook = (): Evidence => looks().at(-1)!;

/** A validation of an earlier build, with the evidence of candidates that took so many milliseconds. */
const earlier = async (name: string, daysAgo: number, milliseconds: number, changes = {}): Promise<void> => {
  const parsed = parseMonspec(monspecText);
  const [service] = parsed.ok ? parsed.value.services : [];
  const at = ten - daysAgo * 86_400_000;
  const window = { start: at, end: at + 5 * minute };
  const series = (value: number) => ({
    kind: 'series',
    series: { kind: 'level', periodSeconds: 60, start: at, values: Array.from({ length: 5 }, () => value) },
    unit: 'ms',
    provenance: 'test',
  });
  const [responseTime] = service!.signatures;
  expect(unitOf(responseTime!)).toBe('ms');
  const evidenceKey = `evidence-of-${name}`;
  world.kept.set(evidenceKey, {
    baselineExists: true,
    windows: { candidate: window, baseline: window },
    measured: { [responseTime!.id]: { candidate: series(milliseconds), baseline: series(100) } },
  });
  await world.validations.create(
    aValidation({
      validationId: `exec-${name}#Production#job`,
      executionId: `exec-${name}`,
      release: `Build ${name}`,
      registeredAt: at,
      status: 'decided',
      decision: aDecision({ answered: true }),
      lastLook: aLook({ evidenceKey }),
      deployment: { ...aValidation().deployment, deploymentId: `d-${name}`, revision: revision(name), startedAt: at - 3 * minute },
      ...changes,
    }),
  );
};

const pastDays = async (count: number, milliseconds = 100): Promise<void> => {
  for (let day = 1; day <= count; day += 1) {
    await earlier(`day-${day}`, day, milliseconds);
  }
};

describe('early rejection', () => {
  test('a proven regression ends the looking before the window is over', async () => {
    slower(world, 3);
    await runGate(world, { windowMinutes: 10 });
    expect(world.validation.decision).toMatchObject({ decision: 'reject', verdict: 'fail', answered: true });
    expect(world.validation.lastLook).toMatchObject({ final: false, early: 'rejects' });
    expect(world.validation.decision!.at).toBeLessThan(ten + 12 * minute);
    expect(world.validation.decision!.reasons.join(' ')).toMatch(/Proven after \d+ minutes of a window of 10 minutes/);
  });

  test('a pass is never believed before the end', async () => {
    await runGate(world, { windowMinutes: 10 });
    expect(world.validation.decision).toMatchObject({ decision: 'approve', at: ten + 14 * minute });
  });

  test('unless the monspec asks for early approval', async () => {
    monspec((service) => {
      service['earlyApproval'] = true;
    });
    await runGate(world, { windowMinutes: 30 });
    expect(world.validation.decision).toMatchObject({ decision: 'approve' });
    expect(world.validation.lastLook).toMatchObject({ final: false, early: 'decides' });
  });

  test('under the percentage rule only the end of the window decides', async () => {
    monspec((service) => {
      service['rule'] = 'percentage';
    });
    slower(world, 3);
    await runGate(world, { windowMinutes: 10 });
    expect(world.validation.decision).toMatchObject({ decision: 'reject', at: ten + 14 * minute });
    expect(lastLook()).toMatchObject({ engine: 'percentage/1' });
    expect(lastLook().history).toBeUndefined();
  });

  test('a comparison may have a rule of its own', async () => {
    monspec(({ comparisons }) => {
      comparisons[0]!['rule'] = 'percentage';
    });
    await runGate(world);
    expect(lastLook()).toMatchObject({ engine: 'percentage/1', service: { rule: 'percentage' } });
  });

  test('its evidence gives the same verdicts again, early or not', async () => {
    await pastDays(6);
    slower(world, 3);
    await runGate(world, { windowMinutes: 10 });
    expect(looks().map(({ engine }) => engine)).toContain('evidence/4');
    expect(looks().every((one) => JSON.stringify(replay(one)) === JSON.stringify(one.verdict))).toBe(true);
  });
});

describe('history', () => {
  const fromOf = (): readonly string[] => lastLook().history!.pairs.map(({ from }) => from);

  test('too little falls back, and says so', async () => {
    await pastDays(2);
    await runGate(world);
    expect(world.validation.decision).toMatchObject({ decision: 'approve' });
    expect(world.validation.lastLook!.reasons.join(' ')).toContain('Too little history: 2 of the 5');
  });

  test('what always was so is no regression', async () => {
    await pastDays(10, 150);
    slower(world, 1.5);
    await runGate(world);
    expect(world.validation.decision).toMatchObject({ decision: 'approve' });
    expect(lastLook().verdict.signatures[0]).toMatchObject({ historyPercent: [50, 50] });
  });

  test.each([
    ['rejected', { decision: aDecision({ decision: 'reject', verdict: 'fail', answered: true }) }],
    ['held', { decision: aDecision({ decision: 'hold', verdict: 'inconclusive' }) }],
    ['undecided', { decision: undefined, status: 'waiting' }],
    ['rolled back', { remediation: { state: 'refused', reason: 'x', at: ten } }],
    ['marked invalid', { baseline: 'invalid' }],
    ['of another stage', { stage: 'Staging' }],
    ['of another comparison', { comparison: 'Other' }],
    ['approved by a person in spite of a fail', { lastLook: aLook({ verdict: 'fail', evidenceKey: 'evidence-of-odd' }) }],
    ['without its evidence', { lastLook: aLook({ evidenceKey: 'gone' }) }],
  ])('never holds a validation that was %s', async (_, changes) => {
    await earlier('fine', 2, 100);
    await earlier('odd', 1, 100, changes);
    await runGate(world);
    expect(fromOf()).toEqual(['Build fine']);
  });

  test('never holds a build that was rejected elsewhere', async () => {
    await earlier('odd', 1, 100);
    await earlier('odd-elsewhere', 1, 100, {
      executionId: 'exec-odd',
      stage: 'Staging',
      decision: aDecision({ decision: 'reject', verdict: 'fail' }),
    });
    await runGate(world);
    expect(fromOf()).toEqual([]);
  });

  test('never holds a build that healing went back from', async () => {
    await earlier('odd', 1, 100);
    jest.spyOn(world.claims, 'condemned').mockResolvedValue([revision('odd')]);
    await runGate(world);
    expect(fromOf()).toEqual([]);
  });

  test('can be the same windows of earlier days, without those on which something happened', async () => {
    monspec(({ comparisons }) => {
      comparisons[0]!['history'] = { days: 3 };
    });
    await earlier('yesterday', 1, 100);
    await runGate(world);
    expect(fromOf()).toEqual(['2 days earlier', '3 days earlier']);
    expect(world.validation.lastLook!.reasons.join(' ')).toContain('1 of 3 earlier days are left out');
  });

  const days = (count: number): void => {
    monspec(({ comparisons }) => {
      comparisons[0]!['history'] = { days: count };
    });
  };

  test.each([
    ['that is over', -1.9, ['1 day earlier', '3 days earlier']],
    ['that goes on', undefined, ['3 days earlier']],
  ])('leaves out the days of an incident %s', async (_, ended, expected) => {
    days(3);
    const { destination } = aValidation().deployment;
    const end = ended === undefined ? {} : { endedAt: ten + ended * 86_400_000 };
    await claimDeployment(world.documents, destination, {
      ...aRemediation(destination, ten - 2.1 * 86_400_000),
      ...end,
    });
    await runGate(world);
    expect(fromOf()).toEqual(expected);
  });

  const daysAgo = (count: number): number => ten - count * 86_400_000;

  test.each([
    ['was made by hand in the window', daysAgo(2) + 3 * minute, {}, ['1 day earlier', '3 days earlier']],
    ['ended some minutes before it', daysAgo(2) - 5 * minute, {}, ['1 day earlier', '3 days earlier']],
    ['failed', daysAgo(2) + 3 * minute, { status: 'failed' }, ['1 day earlier', '3 days earlier']],
    ['was made in the baseline', daysAgo(1) - 5 * minute, {}, ['2 days earlier', '3 days earlier']],
    ['took long', daysAgo(3) - 60 * minute, { completedAt: daysAgo(2) + 1 }, ['1 day earlier']],
    ['was made between two days', daysAgo(1.5), {}, ['1 day earlier', '2 days earlier', '3 days earlier']],
  ] as const)('leaves out the days of a deployment that %s', async (_, at, changes, expected) => {
    days(3);
    world.deployments.deployments.unshift({
      deploymentId: 'd-hand',
      status: 'succeeded',
      createdAt: at,
      completedAt: at + minute,
      byAutoScaling: false,
      ...changes,
    });
    await runGate(world);
    expect(fromOf()).toEqual(expected);
  });

  test('is no days at all where nobody can say what was deployed', async () => {
    days(3);
    jest.spyOn(world.deployments, 'during').mockRejectedValue(new Error('Rate exceeded'));
    await runGate(world);
    expect(fromOf()).toEqual([]);
    expect(world.validation.lastLook!.reasons.join(' ')).toContain(
      'None of 3 earlier days is compared with, as it is not known what was deployed to deployment group shop/Production in that time: Rate exceeded',
    );
  });

  test('is no days at all where the incidents cannot be read', async () => {
    days(3);
    jest.spyOn(world.claims, 'incidents').mockRejectedValue(new Error('Throttled.'));
    await runGate(world);
    expect(fromOf()).toEqual([]);
    expect(world.validation.lastLook!.reasons.join(' ')).toContain('None of 3 earlier days is compared with');
  });
});

test('many small steps are held against a pinned validation', async () => {
  await earlier('anchor', 20, 50, { baseline: 'pinned' });
  await runGate(world);
  expect(world.validation.decision).toMatchObject({ decision: 'reject', verdict: 'fail' });
  expect(world.validation.decision!.reasons[0]).toContain('since the pinned Build anchor');
});

describe('the policy of the platform team', () => {
  const policy = (file: object): PolicyReading => {
    const parsed = parseFloors(JSON.stringify(file));
    return parsed.ok ? { kind: 'found', floors: parsed.value } : { kind: 'unusable', detail: JSON.stringify(parsed.issues) };
  };

  const responseTime = { timeseries: 'com.dynatrace.builtin:service.responsetime', aggregate: 'avg' };

  test('that is kept changes nothing', async () => {
    world.policy = policy({ '*': { rule: 'evidence', scalefactorperc: { default: 20 }, perfsignature: [responseTime] } });
    await runGate(world);
    expect(world.validation.belowFloor).toBeUndefined();
    expect(world.validation.decision).toMatchObject({ decision: 'approve' });
  });

  test.each([
    ['a loosened margin', { '*': { scalefactorperc: { default: 10 } } }, 'scalefactorperc.default'],
    ['a window that is too short', { '*': { windowMinutes: 6 } }, 'Received: "5 minutes"'],
    ['too little history', { '*': { history: 11 } }, 'history'],
    ['a missing signature', { Shop: { perfsignature: [{ ...responseTime, aggregate: 'p99' }] } }, 'perfsignature'],
    [
      'a looser limit',
      { '*': { perfsignature: [{ timeseries: 'com.dynatrace.builtin:service.failurerate', aggregate: 'avg', upperlimit: 1 }] } },
      'upperlimit',
    ],
  ])('%s holds the gate', async (_, file, place) => {
    world.policy = policy(file);
    await runGate(world);
    expect(world.validation.belowFloor?.join(' ')).toContain(place);
    expect(world.validation.decision).toMatchObject({
      decision: 'hold',
      reasons: expect.arrayContaining([expect.stringContaining('less than the platform’s policy')]),
    });
    expect(world.pipeline.answers).toBe(0);
  });

  test('that cannot be read holds the gate', async () => {
    world.policy = { kind: 'unusable', detail: 'The policy cannot be read.' };
    await runGate(world);
    expect(world.validation.decision).toMatchObject({ decision: 'hold' });
  });

  test('does not save a bad build', async () => {
    world.policy = policy({ '*': { scalefactorperc: { default: 10 } } });
    slower(world, 3);
    await runGate(world);
    expect(world.validation.decision).toMatchObject({ decision: 'reject' });
  });
});

test('a monspec of which a gate could never conclude fails the action', async () => {
  monspec(({ perfsignature }) => {
    for (const one of perfsignature) one['role'] = 'info';
  });
  await runGate(world);
  expect(world.pipeline.job).toMatchObject({ kind: 'failed', message: expect.stringContaining('nothing could ever be approved') });
});

test('what the linter finds is recorded', async () => {
  monspec(({ perfsignature }) => {
    perfsignature.push({ smartscape: 'toRelationships:calls' });
  });
  await runGate(world);
  expect(world.validation.findings).toEqual([expect.stringContaining('decide nothing')]);
});
