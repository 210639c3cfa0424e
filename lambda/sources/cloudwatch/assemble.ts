/** The answers of a plan's queries become a series on the window's slots, or a named outcome. */
import type { LevelSeries, RateSeries, SeriesOutcome, Window } from '../../judge/series';
import { unitOf } from '../../monspec/describe';
import type { SeriesRequest } from '../source';
import type { Answer } from './fetch-batch';
import { queriesOf, type NoSeries, type Plan } from './plan';
import { describeQuery, namespace, periodSeconds, type Query } from './query';

type Slots = readonly (number | null)[];
type Fetchable = Exclude<Plan, { kind: 'answered' }>;

/** Finds the answer to a query over a window. */
export type Lookup = (query: Query, window: Window) => Answer | undefined;

const period = periodSeconds * 1000;

const lengthOf = ({ start, end }: Window): number => Math.max(0, Math.floor((end - start) / period));

/** Points on the window's slots. What is absent, not a number or outside is null. */
export const toSlots = (points: ReadonlyMap<number, number>, window: Window): Slots => {
  const slots = Array.from<number | null>({ length: lengthOf(window) }).fill(null);
  for (const [time, value] of points) {
    const index = Math.floor((time - window.start) / period);
    if (index >= 0 && index < slots.length && Number.isFinite(value)) {
      slots[index] = value;
    }
  }
  return slots;
};

const isEmpty = (slots: Slots): boolean => slots.every((value) => value === null);

/** No errors are not reported: where requests were counted and errors were not, there were none. */
const zeroWherePresent = (counts: Slots, requests: Slots): Slots =>
  counts.map((count, index) => (requests[index] === null || requests[index] === undefined ? null : (count ?? 0)));

const added = (some: readonly Slots[], length: number): Slots =>
  Array.from({ length }, (_, index) => {
    const values = some.flatMap((slots) => slots[index] ?? []);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
  });

/** A load balancer counts no request that it refuses for want of a target: more failures than requests are all of them. */
const atMost = (counts: Slots, most: Slots): Slots => counts.map((count, index) => (count === null ? null : Math.min(count, most[index] ?? count)));

const scaled = (slots: Slots, factor: number): Slots => slots.map((value) => (value === null ? null : value * factor));

const seriesOf = (plan: Fetchable, window: Window, slots: (query: Query) => Slots): LevelSeries | RateSeries => {
  const grid = { periodSeconds, start: window.start };
  switch (plan.kind) {
    case 'level': {
      const weights = plan.weights === undefined ? {} : { weights: slots(plan.weights) };
      return { kind: 'level', ...grid, values: scaled(slots(plan.value), plan.scale), ...weights };
    }
    case 'count': {
      const counts = added(plan.counts.map(slots), lengthOf(window));
      return { kind: 'level', ...grid, values: plan.zeroWhere === undefined ? counts : zeroWherePresent(counts, slots(plan.zeroWhere)) };
    }
    case 'rate': {
      const denominator = slots(plan.denominator);
      const counts = added(plan.counts.map(slots), lengthOf(window));
      return { kind: 'rate', ...grid, numerator: atMost(zeroWherePresent(counts, denominator), denominator), denominator };
    }
  }
};

const time = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

/** The query without which there is nothing to say. */
const essential = (plan: Fetchable): Query | undefined => {
  switch (plan.kind) {
    case 'level':
      return plan.value;
    case 'count':
      return plan.zeroWhere ?? plan.counts[0];
    case 'rate':
      return plan.denominator;
  }
};

const noData = (plan: Fetchable, { start, end }: Window): NoSeries => ({
  kind: 'no-data',
  detail: `CloudWatch has no ${queriesOf(plan).filter((query) => query === essential(plan)).map(describeQuery).join()} from ${time(start)} to ${time(end)} UTC; check the dimensions and that requests were sent`,
});

/** Answers one request from what was fetched. */
export const assemble = (plan: Plan, { signature, window }: SeriesRequest, lookup: Lookup): SeriesOutcome => {
  if (plan.kind === 'answered') {
    return plan.outcome;
  }
  const answers = queriesOf(plan).map((query) => lookup(query, window));
  const problem = answers.find((answer) => answer?.problem !== undefined)?.problem;
  if (problem !== undefined) {
    return problem;
  }
  const series = seriesOf(plan, window, (query) => toSlots(lookup(query, window)?.points ?? new Map(), window));
  if (isEmpty(series.kind === 'rate' ? series.denominator : series.values)) {
    return noData(plan, window);
  }
  const provenance = `${namespace} ${queriesOf(plan).map(describeQuery).join('; ')}; ${periodSeconds} s`;
  return { kind: 'series', series, unit: unitOf(signature), provenance };
};
