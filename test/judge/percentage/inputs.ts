/** Inputs of the judge for tests: ten minutes of ProductionToProduction with one signature unless said otherwise. */
import type { JudgeInput, Measured } from '../../../lambda/judge/input';
import type { SeriesOutcome } from '../../../lambda/judge/series';
import type { Verdict } from '../../../lambda/judge/verdict';
import { judgePercentage } from '../../../lambda/judge/percentage/judge';
import type { Aggregate, Comparison, Signature } from '../../../lambda/monspec/monspec';
import type { MetricReference } from '../../../lambda/monspec/metric';
import { unitOf } from '../../../lambda/monspec/describe';

export const minute = 60_000;
export const candidateWindow = { start: 1000 * minute, end: 1010 * minute };
export const baselineWindow = { start: 900 * minute, end: 910 * minute };

export const key = (name: string): string => `com.dynatrace.builtin:${name}`;

export const signature = (metric: string | MetricReference, more: Partial<Signature> = {}): Signature => ({
  id: 'signature',
  metric: typeof metric === 'string' ? { kind: 'timeseries', key: key(metric) } : metric,
  aggregate: 'avg',
  direction: 'upper',
  ...more,
});

export const responseTime = (more: Partial<Signature> = {}): Signature => signature('service.responsetime', more);
export const failureRate = (more: Partial<Signature> = {}): Signature => signature('service.failurerate', more);

type Values = readonly (number | null)[];

export const level = (of: Signature, start: number, values: Values, weights?: Values): SeriesOutcome => ({
  kind: 'series',
  series: { kind: 'level', periodSeconds: 60, start, values, ...(weights === undefined ? {} : { weights }) },
  unit: unitOf(of),
  provenance: 'test',
});

export const rate = (start: number, numerator: Values, denominator: Values): SeriesOutcome => ({
  kind: 'series',
  series: { kind: 'rate', periodSeconds: 60, start, numerator, denominator },
  unit: '%',
  provenance: 'test',
});

/** Ten equal points. */
export const flat = (value: number): number[] => Array.from({ length: 10 }, () => value);

/** Both sides as ten equal points of a level. */
export const levels = (of: Signature, candidate: number, baseline: number): Measured => ({
  candidate: level(of, candidateWindow.start, flat(candidate)),
  baseline: level(of, baselineWindow.start, flat(baseline)),
});

/** Both sides as one count of events in ten times some requests. */
export const failures = (candidate: readonly [number, number], baseline: readonly [number, number]): Measured => {
  const spread = ([events, requests]: readonly [number, number]): [number[], number[]] => [
    [events, ...flat(0).slice(1)],
    flat(requests / 10),
  ];
  return { candidate: rate(candidateWindow.start, ...spread(candidate)), baseline: rate(baselineWindow.start, ...spread(baseline)) };
};

export const comparison = (percent: number, byMetric: Readonly<Record<string, number>> = {}): Comparison => ({
  name: 'ProductionToProduction',
  source: 'Staging',
  compare: 'Production',
  allowedPercent: { default: percent, byMetric },
  shiftSourceSeconds: 0,
  baseline: { kind: 'beforeDeployment' },
});

export const input = (
  signatures: readonly Signature[],
  measured: JudgeInput['measured'],
  percent = 25,
  more: Partial<JudgeInput> = {},
): JudgeInput => ({
  service: { key: 'Sample', name: 'Sample', entityType: 'SERVICE', environments: {}, comparisons: [], signatures },
  comparison: comparison(percent),
  windows: { candidate: candidateWindow, baseline: baselineWindow },
  baselineExists: true,
  deployments: { registered: 'd-1', current: 'd-1' },
  measured,
  ...more,
});

/** Judges one signature. */
export const judgeOne = (of: Signature, measured: Measured, percent = 25, more: Partial<JudgeInput> = {}): Verdict =>
  judgePercentage(input([of], { [of.id]: measured }, percent, more));

export const aggregated = (aggregate: Aggregate, metric = 'service.responsetime'): Signature => signature(metric, { aggregate });
