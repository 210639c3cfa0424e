import { replayAll } from '../../../cli/backtest/replay';
import type { Deployments } from '../../../cli/backtest/deployments';
import type { Troubles } from '../../../lambda/gate/looking/history/untroubled';
import { readQuestion } from '../../../cli/evaluate/question';
import { openSources } from '../../../cli/sources/open-sources';
import { file, monspec, monspecFile } from '../support/series';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const end = Date.UTC(2026, 10, 20, 12);

/** Two days in which staging is as fast as production, but for an hour in which it is three times as slow. */
const csv = (): string => {
  const rows = Array.from({ length: 2 * 24 * 60 }, (_, ago) => {
    const [at, noise] = [new Date(end - ago * minute).toISOString(), (ago * 7919) % 11];
    const slow = ago > 6 * 60 && ago <= 7 * 60 ? 3 : 1;
    const [staging, production] = [slow * (100 + noise), 100 + ((noise * 5) % 11)];
    return `${at},Staging,service.responsetime,${staging},\n${at},Production,service.responsetime,${production},`;
  });
  return file('two-days.csv', ['time,environment,signature,value,weight', ...rows].join('\n'));
};

const replay = async (
  history: object | undefined,
  rule: string,
  deployments: Deployments,
  hours: readonly number[],
  troubles: Troubles = { spans: [] },
) => {
  const shop = {
    ...monspec.shop,
    rule,
    comparisons: [{ ...monspec.shop.comparisons[0], ...(history === undefined ? {} : { history }) }],
    perfsignature: monspec.shop.perfsignature.slice(0, 1),
  };
  const question = readQuestion(monspecFile({ shop }, 'past.json'), 'ToProduction', undefined, { environments: {} });
  const replays = hours.map((ago) => ({
    candidate: { start: end - ago * hour, end: end - ago * hour + 30 * minute },
    deployedAt: end - ago * hour,
    name: `${ago} h ago`,
  }));
  const source = openSources([{ kind: 'file', path: csv() }], {});
  const { evaluations } = await replayAll(question, { replays, deployments, troubles }, source, end, () => undefined);
  return evaluations.map(({ verdict: { verdict }, history: known }) => [verdict, known!.pairs.map(({ from }) => from)]);
};

const assumed: Deployments = { kind: 'assumed', why: '' };

test('a replay knows the earlier ones that passed, newest first, and none that was rejected', async () => {
  expect(await replay({ validations: 2 }, 'evidence', assumed, [9, 8, 7, 5, 4])).toEqual([
    ['pass', []],
    ['pass', ['9 h ago']],
    ['fail', ['8 h ago', '9 h ago']],
    ['pass', ['8 h ago', '9 h ago']],
    ['pass', ['5 h ago', '8 h ago']],
  ]);
});

test('ten of them where the monspec says nothing', async () => {
  const hours = Array.from({ length: 12 }, (_, index) => 36 - index);
  const replayed = await replay(undefined, 'evidence', assumed, hours);
  expect(replayed.map(([, pairs]) => pairs!.length)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]);
});

test('windows that overlap with the one that is replayed are no history of it', async () => {
  expect(await replay(undefined, 'evidence', assumed, [9, 8.75, 8.5])).toEqual([
    ['pass', []],
    ['pass', []],
    ['pass', ['9 h ago']],
  ]);
});

test('earlier days are known where the monspec asks for them', async () => {
  expect(await replay({ days: 1 }, 'evidence', assumed, [4])).toEqual([['pass', ['2026-11-19']]]);
});

test('a day on which something was deployed at that time is left out, as in the gate', async () => {
  const known = (at: number): Deployments => ({ kind: 'known', from: 'f', deployments: [{ at, windowStart: at, name: 'x' }] });
  expect(await replay({ days: 1 }, 'evidence', known(end - day - 4 * hour - 5 * minute), [4])).toEqual([['pass', []]]);
  expect(await replay({ days: 1 }, 'evidence', known(end - day - 5 * hour), [4])).toEqual([['pass', ['2026-11-19']]]);
});

test('a day on which somebody else deployed something is left out, and every one where nobody can say', async () => {
  const by = (at: number): Troubles => ({ spans: [{ start: at, end: at + minute }] });
  expect(await replay({ days: 1 }, 'evidence', assumed, [4], by(end - day - 4 * hour))).toEqual([['pass', []]]);
  expect(await replay({ days: 1 }, 'evidence', assumed, [4], by(end - day - 5 * hour))).toEqual([['pass', ['2026-11-19']]]);
  expect(await replay({ days: 1 }, 'evidence', assumed, [4], { why: 'Throttled.' })).toEqual([['pass', []]]);
});

test('a day on which a replay was rejected at that time is left out', async () => {
  const replayed = await replay({ days: 1 }, 'evidence', assumed, [7, -17]);
  expect(replayed.map(([, pairs]) => pairs)).toEqual([['2026-11-19'], []]);
});

test('the percentage rule looks at no history', async () => {
  expect((await replay({ days: 1 }, 'percentage', assumed, [5, 4])).map(([, pairs]) => pairs)).toEqual([[], []]);
});
