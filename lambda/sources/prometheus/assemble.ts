/** What Prometheus said becomes a series on the window's minutes, or a named outcome. */
import type { LevelSeries, RateSeries, SeriesOutcome, Window } from '../../judge/series';
import { unitOf } from '../../monspec/describe';
import { scaled, toSlots, zeroWherePresent, type Slots } from '../slots';
import type { SeriesRequest } from '../source';
import { stepSeconds, type Points } from './api';
import { queriesOf, type Plan, type QueryPlan } from './plan';

/** Finds the answer to a query over a window. */
export type Lookup = (query: string, window: Window) => Points | undefined;

const seriesOf = (plan: QueryPlan, { start }: Window, slots: (query: string) => Slots): LevelSeries | RateSeries => {
  const grid = { periodSeconds: stepSeconds, start };
  switch (plan.kind) {
    case 'level':
      return {
        kind: 'level',
        ...grid,
        values: scaled(slots(plan.value), plan.scale),
        ...(plan.weights === undefined ? {} : { weights: slots(plan.weights) }),
      };
    case 'count':
      return { kind: 'level', ...grid, values: zeroWherePresent(slots(plan.value), slots(plan.zeroWhere)) };
    case 'rate': {
      const denominator = slots(plan.denominator);
      return { kind: 'rate', ...grid, numerator: zeroWherePresent(slots(plan.numerator), denominator), denominator };
    }
  }
};

const isEmpty = (series: LevelSeries | RateSeries): boolean =>
  (series.kind === 'rate' ? series.denominator : series.values).every((value) => value === null);

/** Answers one request; undefined where Prometheus has no value at all in its window. */
export const assemble = (plan: Plan, { signature, window }: SeriesRequest, lookup: Lookup): SeriesOutcome | undefined => {
  if (plan.kind === 'answered') {
    return plan.outcome;
  }
  const queries = queriesOf(plan);
  const problem = queries.map((query) => lookup(query, window)?.problem).find((one) => one !== undefined);
  if (problem !== undefined) {
    return problem;
  }
  const series = seriesOf(plan, window, (query) =>
    toSlots(lookup(query, window)?.values ?? new Map<number, number | null>(), window, stepSeconds),
  );
  return isEmpty(series)
    ? undefined
    : { kind: 'series', series, unit: unitOf(signature), provenance: `Prometheus ${queries.join('; ')}; ${stepSeconds} s` };
};
