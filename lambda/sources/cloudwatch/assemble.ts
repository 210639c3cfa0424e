/** The answers of a plan's queries become a series on the window's periods, or a named outcome. */
import type { LevelSeries, RateSeries, SeriesOutcome, Window } from '../../judge/series';
import { unitOf } from '../../monspec/describe';
import type { SeriesRequest } from '../source';
import type { Answer } from './fetch-batch';
import { wholePeriods } from './period';
import { queriesOf, type MetricPlan, type NoSeries } from './plan';
import { describeQuery, type Query } from './query';
import { added, atMost, isEmpty, scaled, toSlots, withRefused, zeroWherePresent, type Slots } from './slots';

/** Finds the answer to a query over a window. */
export type Lookup = (query: Query, window: Window) => Answer | undefined;

/** The query without which there is nothing to say. */
const essential = (plan: MetricPlan): Query | undefined => {
  switch (plan.kind) {
    case 'level':
      return plan.value;
    case 'count':
      return plan.zeroWhere ?? plan.counts[0];
    case 'rate':
      return plan.denominator;
  }
};

type Read = (query: Query) => Slots;

/** The first of the counts is of what targets answered, the others are of what the load balancer answered in their place. */
const requestsOf = (counted: Query, [, ...refusals]: readonly Query[], read: Read): Slots =>
  refusals.length === 0 ? read(counted) : withRefused(read(counted), added(refusals.map(read)));

const countsOf = ({ counts, zeroWhere, scale }: Extract<MetricPlan, { kind: 'count' }>, read: Read): Slots => {
  const sum = added(counts.map(read));
  return scaled(zeroWhere === undefined ? sum : zeroWherePresent(sum, requestsOf(zeroWhere, counts, read)), scale);
};

const seriesOf = (plan: MetricPlan, window: Window, read: Read): LevelSeries | RateSeries => {
  const periodSeconds = essential(plan)?.periodSeconds ?? 60;
  const grid = { periodSeconds, start: wholePeriods(window, periodSeconds).start };
  switch (plan.kind) {
    case 'level': {
      const weights = plan.weights === undefined ? {} : { weights: read(plan.weights) };
      return { kind: 'level', ...grid, values: scaled(read(plan.value), plan.scale), ...weights };
    }
    case 'count':
      return { kind: 'level', ...grid, values: countsOf(plan, read) };
    case 'rate': {
      const denominator = requestsOf(plan.denominator, plan.counts, read);
      const failures = zeroWherePresent(added(plan.counts.map(read)), denominator);
      return { kind: 'rate', ...grid, numerator: atMost(failures, denominator), denominator };
    }
  }
};

const time = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

const noData = (plan: MetricPlan, { start, end }: Window): NoSeries => {
  const query = essential(plan);
  const what = query === undefined ? 'metric' : describeQuery(query);
  return {
    kind: 'no-data',
    detail: `CloudWatch has no ${what} from ${time(start)} to ${time(end)} UTC; check the dimensions and that requests were sent`,
  };
};

const provenanceOf = (plan: MetricPlan): string => {
  const queries = queriesOf(plan);
  const namespaces = new Set(
    queries.flatMap((query) =>
      query.kind === 'statistic' ? [query.namespace] : Object.values(query.metrics).map(({ namespace }) => namespace),
    ),
  );
  const clipped = plan.kind === 'rate' && plan.counts.length > 1 ? '; at most all requests of a minute' : '';
  return `${[[...namespaces].join(', '), queries.map(describeQuery).join('; ')].filter((part) => part !== '').join(' ')}; ${essential(plan)?.periodSeconds ?? 60} s${clipped}`;
};

/** Answers one request from what was fetched. */
export const assemble = (plan: MetricPlan, { signature, window }: SeriesRequest, lookup: Lookup): SeriesOutcome => {
  const problem = queriesOf(plan).flatMap((query) => lookup(query, window)?.problem ?? [])[0];
  if (problem !== undefined) {
    return problem;
  }
  const read: Read = (query) => toSlots(lookup(query, window)?.points ?? new Map(), window, query.periodSeconds);
  const series = seriesOf(plan, window, read);
  return isEmpty(series.kind === 'rate' ? series.denominator : series.values)
    ? noData(plan, window)
    : { kind: 'series', series, unit: unitOf(signature), provenance: provenanceOf(plan) };
};
