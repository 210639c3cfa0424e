/**
 * Windows of real series without a release (A/A), and the same with an effect put on the candidate. The baseline is the
 * window before the candidate's; the history the same comparison at earlier times. Labelled incidents are not taken
 * out, so that not every false rejection is one.
 */
import { defaultPolicy, type Case, type LevelMetric } from '../../../lambda/judge/evidence/case';
import { kayentaRule } from '../peers/kayenta';
import type { Rule } from '../peers/outcome';
import { ourRule } from '../peers/ours';
import { plainRule } from '../peers/plain';
import { groupBy } from '../group';
import { readSeries, type RealSeries } from './series';

const perSeries = 40;
const factors = [1, 1.25, 2] as const;

const side = (values: RealSeries['values'], from: number, length: number, factor = 1): LevelMetric['candidate'] => ({
  periodSeconds: 60,
  values: values.slice(from, from + length).map((value) => (value === null ? null : value * factor)),
});

const caseAt = ({ name, values }: RealSeries, at: number, length: number, pairs: number, factor: number): Case => ({
  id: `${name} ${at}`,
  policy: defaultPolicy,
  metrics: [
    {
      kind: 'level',
      id: name,
      direction: 'upper',
      role: 'guard',
      allowedPercent: 15,
      candidate: side(values, at, length, factor),
      baseline: side(values, at - length, length),
      history: Array.from({ length: pairs }, (_, back) => {
        const then = at - 2 * length * (back + 1);
        return { candidate: side(values, then, length), baseline: side(values, then - length, length) };
      }),
    },
  ],
});

/** Evenly spread windows with as much history as asked for before them. */
const positions = ({ values }: RealSeries, length: number, pairs: number): number[] => {
  const first = length * (2 * pairs + 2);
  const step = Math.max(length, Math.floor((values.length - length - first) / perSeries));
  return Array.from({ length: perSeries }, (_, index) => first + index * step).filter((at) => at + length <= values.length);
};

const shares = (rule: Rule, series: readonly RealSeries[], length: number, pairs: number, factor: number): string => {
  const verdicts = series.flatMap((one) =>
    positions(one, length, 10).map((at) => rule.judge(caseAt(one, at, length, pairs, factor)).verdict),
  );
  const share = (name: string): string =>
    `${((100 * verdicts.filter((verdict) => verdict === name).length) / Math.max(1, verdicts.length)).toFixed(0)} %`;
  return `${share('pass')} / ${share('inconclusive')} / ${share('fail')}`;
};

const rules: readonly (readonly [string, Rule, number])[] = [
  ['plain ±15 %', plainRule, 0],
  ['Kayenta default', kayentaRule, 0],
  ['this judge, no history', ourRule, 0],
  ['this judge, 10 pairs', ourRule, 10],
];

/** Approved / inconclusive / rejected per source, rule and injected effect. */
export const realTable = (folder: string, { minutes }: { readonly minutes: number }): string => {
  const sources = groupBy(readSeries(folder), ({ source }) => source);
  const rows = [...sources].flatMap(([source, series]) =>
    rules.map(
      ([name, rule, pairs]) =>
        `| ${source} (${series.length} series) | ${name} | ${factors.map((factor) => shares(rule, series, minutes, pairs, factor)).join(' | ')} |`,
    ),
  );
  return [
    'Real series, approved / inconclusive / rejected:',
    '',
    '| source | rule | no change | +25 % | +100 % |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
};
