import { deploymentsIn, validatedBy } from '../../../cli/backtest/deployments';
import { planReplays } from '../../../cli/backtest/replays';
import type { Question } from '../../../cli/evaluate/question';
import { aValidation } from '../support/validations';
import { run } from '../support/run';
import { file, monspec, monspecFile } from '../support/series';

const minute = 60_000;
const hour = 60 * minute;
const now = Date.UTC(2026, 10, 20, 12);
const at = (hours: number, minutes = 0): number => now - hours * hour + minutes * minute;
const iso = (time: number): string => new Date(time).toISOString();

test('a file has a deployment per line, in any order, with names and comments', () => {
  const lines = ['# what was deployed', '2026-11-20T11:00:30Z, Build 3', '', '2026-11-20T10:00Z # by hand', '2026-11-20 09:00,Build 1'];
  expect(deploymentsIn(lines.join('\r\n'), 'd.txt').map(({ name, windowStart }) => [name, iso(windowStart).slice(11, 19)])).toEqual([
    ['Build 1', '09:00:00'],
    ['2026-11-20T10:00Z', '10:00:00'],
    ['Build 3', '11:01:00'],
  ]);
});

test.each(['soon', '-2h', '20.11.2026'])('a line "%s" is refused with its place', (line) => {
  const refusal = `--deployments d.txt, line 2: received "${line}", expected a time`;
  expect(() => deploymentsIn(`2026-11-20T10:00Z\n${line}`, 'd.txt')).toThrow(refusal);
});

const spacing = { since: 24 * hour, every: hour, window: 30 * minute };
const known = (...times: readonly number[]) => ({
  kind: 'known' as const,
  from: 'd.txt',
  deployments: times.map((time) => ({ at: time, windowStart: time + 2 * minute, name: iso(time) })),
});

test('each known deployment is replayed in its own window, oldest first', () => {
  const { replays, notes } = planReplays(known(at(5), at(3)), spacing, now);
  expect(replays).toEqual(
    [at(5), at(3)].map((time) => ({
      candidate: { start: time + 2 * minute, end: time + 32 * minute },
      deployedAt: time,
      name: iso(time),
    })),
  );
  expect(notes).toEqual(['Replayed: 2 deployments from d.txt.']);
});

test('a deployment that was replaced within its window, is too old or too new is left out', () => {
  const { replays, notes } = planReplays(known(at(30), at(5), at(5, 20), at(0, -20)), spacing, now);
  expect(replays.map(({ deployedAt }) => deployedAt)).toEqual([at(5, 20)]);
  expect(notes).toContain('Left out: 1 that the next deployment replaced within the window.');
});

test('no deployment in time is said', () => {
  expect(() => planReplays(known(at(30)), spacing, now)).toThrow('No deployment of the last 1d in d.txt has a window that is over');
});

test('of a pipeline the validations of this service and comparison count, a retried one once', () => {
  const question = { service: { key: 'sample' }, comparison: { name: 'StagingToProduction' } } as Question;
  const deployed = (startedAt: number, changes: Parameters<typeof aValidation>[0] = {}) =>
    aValidation({
      deployment: { ...aValidation().deployment, startedAt },
      timing: { ...aValidation().timing, candidate: { start: startedAt + 5 * minute, end: startedAt + 35 * minute } },
      ...changes,
    });
  const all = [
    deployed(at(5)),
    deployed(at(5), { attempt: 'j2', release: 'again' }),
    deployed(at(4), { comparison: 'another' }),
    deployed(at(3), { service: 'another' }),
    deployed(at(2), { release: 'Build 3' }),
  ];
  expect(validatedBy(question, all)).toEqual([
    { at: at(5), windowStart: at(5, 5), name: 'Build 2' },
    { at: at(2), windowStart: at(2, 5), name: 'Build 3' },
  ]);
});

describe('unbreakable backtest --deployments', () => {
  const started = Math.floor(Date.now() / minute) * minute;
  const toBefore = { name: 'ToBefore', source: 'Production', compare: 'Production', comparetimeframe: 'beforeDeployment' };
  const before = { ...monspec.shop, comparisons: [{ ...toBefore, scalefactorperc: { default: 30 } }] };
  /** Production is twice as slow since the deployment two hours ago. */
  const past = (): string =>
    file(
      'slower.csv',
      [
        'time,environment,signature,value,numerator,denominator',
        ...Array.from({ length: 8 * 60 }, (_, ago) => {
          const time = iso(started - ago * minute);
          return `${time},Production,service.responsetime,${ago <= 120 ? 200 : 100},,\n${time},Production,service.failurerate,,1,1000`;
        }),
      ].join('\n'),
    );
  const backtest = (deployments: string, ...more: readonly string[]) => {
    const question = [monspecFile({ shop: before }, 'before.json'), '--comparison', 'ToBefore', '--source', past()];
    return run(['backtest', ...question, '--since', '7h', '--deployments', deployments, ...more]);
  };

  test('judges each against what was there before it', async () => {
    const deployments = file('deployments.txt', [4, 2].map((hours) => `${iso(started - hours * hour)}, Build ${hours}`).join('\n'));
    const { code, out } = await backtest(deployments, '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      replays: 2,
      notes: [`Replayed: 2 deployments from ${deployments}.`],
      verdicts: { pass: 1, fail: 1 },
      signatures: [{ id: 'service.responsetime/avg', failed: 1, quiet: { always: 100 } }, { failed: 0 }],
    });
    expect((await backtest(deployments)).out).toContain(`Replayed: 2 deployments from ${deployments}.`);
  });

  test.each([
    ['a file that is not there', '/nowhere/d.txt', 'the file cannot be read'],
    ['a file with a wrong line', file('wrong.txt', 'yesterday'), 'line 1: received "yesterday"'],
    ['a file of another time', file('old.txt', '2020-01-01'), 'No deployment of the last 7h'],
  ])('%s is exit code 3 and one sentence', async (_, path, why) => {
    const { code, err } = await backtest(path);
    expect([code, err]).toEqual([3, expect.stringContaining(why)]);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});
