/**
 * How long the judge takes: `npm run bench:judge:speed`, which bundles it as the functions are. Ten thousand metrics of 30 + 30
 * points with 10 earlier pairs, once as levels and once as counts, as a ratio to one plain pass (a sum) over the same parsed
 * numbers, which are all that the judge reads: 660 a level, those of the pairs included; and whether the time grows in
 * proportion to metrics and points. Processor time; both take turns, and the medians of their rounds are compared.
 */
import type { Case, LevelMetric, Metric, Pair, RateMetric } from '../../lambda/judge/evidence/case';
import { defaultPolicy } from '../../lambda/judge/evidence/case';
import { judgeLook } from '../../lambda/judge/evidence/judge-look';
import { onlyLook } from '../../lambda/judge/evidence/look';
import { prepare } from '../../lambda/judge/evidence/prepare';
import { randomOf, type Random } from './simulator/random';

const pairsOf = 10;
const perCase = 4;
const [warmUps, rounds] = [4, 15];

/** Parsed from text, as cases come. */
const parsed = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const levels = (random: Random, points: number): LevelMetric['candidate'] => ({
  periodSeconds: 60,
  values: Array.from({ length: points }, () => 100 * Math.exp(0.1 * random.normal())),
});

const counts = (random: Random, points: number): RateMetric['candidate'] => ({
  periodSeconds: 60,
  numerator: Array.from({ length: points }, () => random.binomial(120, 0.005)),
  denominator: Array.from({ length: points }, () => 120),
});

const pair = <T>(draw: () => T): Pair<T> => ({ candidate: draw(), baseline: draw() });

const metricOf = (random: Random, kind: Metric['kind'], id: string, points: number): Metric => {
  const common = { id, direction: 'upper', role: 'guard', allowedPercent: 15 } as const;
  if (kind === 'level') {
    const draw = (): LevelMetric['candidate'] => levels(random, points);
    return { ...common, kind, ...pair(draw), history: Array.from({ length: pairsOf }, () => pair(draw)) };
  }
  const draw = (): RateMetric['candidate'] => counts(random, points);
  return { ...common, kind, ...pair(draw), history: Array.from({ length: pairsOf }, () => pair(draw)) };
};

const casesOf = (kind: Metric['kind'], metrics: number, points: number): Case[] => {
  const random = randomOf(metrics + points);
  return Array.from({ length: metrics / perCase }, (_, index) =>
    parsed({
      id: `${index}`,
      policy: defaultPolicy,
      metrics: Array.from({ length: perCase }, (__, which) => metricOf(random, kind, `m${which}`, points)),
    }),
  );
};

type Numbers = readonly (number | null)[];

const sum = (values: Numbers): number => {
  let total = 0;
  for (let index = 0; index < values.length; index += 1) {
    total += values[index] ?? 0;
  }
  return total;
};

const sumOf = (data: LevelMetric['candidate'] | RateMetric['candidate']): number =>
  'values' in data ? sum(data.values) : sum(data.numerator) + sum(data.denominator);

const plainPass = (cases: readonly Case[]): number => {
  let total = 0;
  for (const { metrics } of cases) {
    for (const metric of metrics) {
      total += sumOf(metric.candidate) + sumOf(metric.baseline);
      for (const earlier of metric.history) {
        total += sumOf(earlier.candidate) + sumOf(earlier.baseline);
      }
    }
  }
  return total;
};

const judgeAll = (cases: readonly Case[]): number => {
  let failed = 0;
  for (const it of cases) {
    failed += judgeLook(prepare(it), onlyLook(it.policy.falseRejects)).verdict === 'fail' ? 1 : 0;
  }
  return failed;
};

/** Milliseconds of processor time. */
const timeOf = (run: () => number): number => {
  const start = process.cpuUsage();
  run();
  return process.cpuUsage(start).user / 1000;
};

const medianOf = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? NaN;

/** Both, one after the other again and again, so that a busy machine disturbs them alike. The first rounds are the compiler's. */
const timesOf = (cases: readonly Case[]): readonly [number, number] => {
  const times = Array.from({ length: warmUps + rounds }, () => [timeOf(() => plainPass(cases)), timeOf(() => judgeAll(cases))] as const);
  const counted = times.slice(warmUps);
  return [medianOf(counted.map(([plain]) => plain)), medianOf(counted.map(([, judge]) => judge))];
};

const line = (kind: Metric['kind'], metrics: number, points: number): string => {
  const [plain, judge] = timesOf(casesOf(kind, metrics, points));
  return `| ${kind} | ${metrics} | ${points} + ${points} | ${plain.toFixed(1)} | ${judge.toFixed(1)} | ${(judge / plain).toFixed(1)} |`;
};

const plan: readonly (readonly [Metric['kind'], number, number])[] = [
  ['level', 10_000, 30],
  ['level', 5000, 30],
  ['level', 5000, 60],
  ['level', 2000, 240],
  ['rate', 10_000, 30],
];

process.stdout.write(`| kind | metrics | points | plain pass, ms | judge, ms | ratio |\n|---|---|---|---|---|---|\n`);
for (const [kind, metrics, points] of plan) {
  process.stdout.write(`${line(kind, metrics, points)}\n`);
}
