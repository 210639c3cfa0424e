/** Which earlier days `evaluate` and `backtest` compare with. */
import { quietTimes } from '../../../cli/backtest/quiet-times';
import { historyWindows } from '../../../cli/evaluate/measure';
import { readQuestion } from '../../../cli/evaluate/question';
import { quietDays } from '../../../cli/evaluate/quiet-days';
import type { Destination } from '../../../lambda/contract/destination';
import type { Window } from '../../../lambda/judge/series';
import { begin, monspec, monspecFile } from '../support/series';

const [minute, day] = [60_000, 86_400_000];
const windows = { candidate: { start: begin, end: begin + 30 * minute }, baseline: { start: begin, end: begin + 30 * minute } };
const group = (name: string): Destination => ({ kind: 'server', applicationName: 'shop', deploymentGroupName: name });

const asking = (environments: readonly string[], rule = 'evidence') => {
  const shop = { ...monspec.shop, rule, comparisons: [{ ...monspec.shop.comparisons[0], history: { days: 3 } }] };
  const described = Object.fromEntries(
    environments.map((name) => [name, { cloudwatch: { dimensions: {} }, deployment: group(name), rollback: false }]),
  );
  return readQuestion(monspecFile({ shop }, 'days.json'), 'ToProduction', undefined, { environments: described });
};

const daysOf = async (environments: readonly string[], during: () => Promise<readonly Window[]>) => {
  const question = asking(environments);
  const { quiet, notes } = await quietDays(question, historyWindows(question, windows), { during });
  return { days: quiet.map(({ candidate }) => (begin - candidate.start) / day), notes };
};

const both = ['Staging', 'Production'];
const twoDaysAgo = async (): Promise<readonly Window[]> => [{ start: begin - 2 * day - 9 * minute, end: begin - 2 * day - 8 * minute }];

test.each([
  ['a deployment shortly before', both, twoDaysAgo, [1, 3], ['1 of 3 earlier days are left out, since something was deployed then.']],
  ['nothing deployed', both, async () => [], [1, 2, 3], []],
  [
    'a listing that fails',
    both,
    () => Promise.reject(new Error('Rate exceeded')),
    [],
    [expect.stringMatching(/^None of 3 earlier days is compared with, as .*shop\/Staging and .*shop\/Production in that time: Rate exceeded/)],
  ],
  [
    'an environment that nobody describes',
    ['Staging'],
    async () => [],
    [1, 2, 3],
    [expect.stringContaining('Nobody can say what was deployed to Production')],
  ],
] as const)('%s', async (_, environments, during, days, notes) => {
  expect(await daysOf(environments, during)).toEqual({ days, notes });
});

describe('a backtest', () => {
  const replays = [{ candidate: windows.candidate, deployedAt: begin, name: 'x' }];

  test('asks once for the time of all its days, of the group that it replays too', async () => {
    const during = jest.fn(twoDaysAgo);
    const codedeploy = { applicationName: 'shop', deploymentGroupName: 'Other' };
    expect(await quietTimes(asking([]), { codedeploy }, replays, { during })).toEqual({ troubles: { spans: await twoDaysAgo() }, notes: [] });
    expect(during.mock.calls).toEqual([[group('Other'), { start: begin - 3 * day, end: begin - day + 30 * minute }]]);
  });

  test('says so where nobody can be asked, and asks nobody under the percentage rule', async () => {
    const during = jest.fn(twoDaysAgo);
    expect(await quietTimes(asking([]), {}, replays, { during })).toMatchObject({ notes: [expect.stringContaining('--pipeline NAME')] });
    expect(await quietTimes(asking(both, 'percentage'), {}, replays, { during })).toEqual({ troubles: { spans: [] }, notes: [] });
    expect(during).not.toHaveBeenCalled();
  });
});
