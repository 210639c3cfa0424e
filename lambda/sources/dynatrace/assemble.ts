/** What Dynatrace said becomes a series on the window's slots, or a named outcome. */
import type { LevelSeries, RateSeries, SeriesOutcome, Window } from '../../judge/series';
import { kindOf, unitOf, windowStatisticOf } from '../../monspec/describe';
import { failure, type Failure } from '../http/failure';
import type { SeriesRequest } from '../source';
import type { Facts, Planned } from './facts';
import { selectorsOf, type MetricPlan, type Plan } from './plan';
import { shareAsCounts, scaled, toSlots, zeroWherePresent, type Slots } from '../slots';
import { spanText } from '../span-text';
import { countRelated, isOpenIn } from './topology';

/** What the answers are read against. */
export interface Moment {
  /** Epoch milliseconds by the provider's clock, as far as it is known: nothing is known of what lies after it. */
  readonly now: number;
  /** What to tell about the clocks where there is no data; empty where they agree. */
  readonly skew: string;
}

const noData = (what: string, window: Window, { skew }: Moment): Failure =>
  failure('no-data', `Dynatrace has no ${what} ${spanText(window)}; check that requests were sent${skew}`);

/** Throughput and error counts are per minute, unless the window's total is asked for. */
const perMinute = ({ signature: { metric, aggregate } }: SeriesRequest, periodSeconds: number): number =>
  windowStatisticOf(kindOf(metric), aggregate) === 'total' ? 1 : 60 / periodSeconds;

const seriesOf = (
  plan: MetricPlan,
  request: SeriesRequest,
  periodSeconds: number,
  slots: (selector: string) => Slots,
): LevelSeries | RateSeries => {
  const grid = { periodSeconds, start: request.window.start };
  switch (plan.kind) {
    case 'level': {
      const values = scaled(slots(plan.value), plan.scale * (plan.counts ? perMinute(request, periodSeconds) : 1));
      return { kind: 'level', ...grid, values, ...(plan.weights === undefined ? {} : { weights: slots(plan.weights) }) };
    }
    case 'count':
      return {
        kind: 'level',
        ...grid,
        values: scaled(zeroWherePresent(slots(plan.value), slots(plan.zeroWhere)), perMinute(request, periodSeconds)),
      };
    case 'share':
      return { kind: 'rate', ...grid, ...shareAsCounts(slots(plan.percent), slots(plan.requests)) };
    case 'rate': {
      const denominator = slots(plan.denominator);
      return { kind: 'rate', ...grid, numerator: zeroWherePresent(slots(plan.numerator), denominator), denominator };
    }
  }
};

const isEmpty = (series: LevelSeries | RateSeries): boolean =>
  (series.kind === 'rate' ? series.denominator : series.values).every((value) => value === null);

const assembleMetric = (plan: MetricPlan, request: SeriesRequest, facts: Facts, moment: Moment): SeriesOutcome => {
  const { window } = request;
  const selectors = selectorsOf(plan);
  const answers = new Map(selectors.map((selector) => [selector, facts.points(plan.scope, selector, window)]));
  const problem = [...answers.values()].find((one) => one?.problem !== undefined)?.problem;
  if (problem !== undefined) {
    return problem;
  }
  const periodSeconds = Math.max(...[...answers.values()].map((one) => one?.periodSeconds ?? 60));
  const slots = (selector: string): Slots =>
    toSlots(answers.get(selector)?.values ?? new Map<number, number | null>(), window, periodSeconds);
  const series = seriesOf(plan, request, periodSeconds, slots);
  return isEmpty(series)
    ? noData(`${selectors.join(' and ')} of ${plan.scope.label}`, window, moment)
    : {
        kind: 'series',
        series,
        unit: unitOf(request.signature),
        provenance: `Dynatrace ${selectors.join('; ')} of ${plan.scope.label}; ${periodSeconds} s`,
      };
};

const minute = 60_000;

const assembleProblems = (
  plan: Extract<Plan, { kind: 'problems' }>,
  request: SeriesRequest,
  facts: Facts,
  moment: Moment,
): SeriesOutcome => {
  const { window, signature } = request;
  const problems = facts.problems(plan.scope);
  if (problems === undefined || !problems.ok) {
    return problems?.failure ?? noData(`problems of ${plan.scope.label}`, window, moment);
  }
  const values = Array.from({ length: Math.floor((window.end - window.start) / minute) }, (_, index) => {
    const slot = { start: window.start + index * minute, end: window.start + (index + 1) * minute };
    return slot.end > moment.now ? null : problems.value.filter((problem) => isOpenIn(problem, slot)).length;
  });
  const series: LevelSeries = { kind: 'level', periodSeconds: 60, start: window.start, values };
  return isEmpty(series)
    ? noData(`problems of ${plan.scope.label}`, window, moment)
    : { kind: 'series', series, unit: unitOf(signature), provenance: `Dynatrace problems of ${plan.scope.label}; 60 s` };
};

/** The topology of the whole window is one point. */
const assembleRelationships = (
  plan: Extract<Plan, { kind: 'relationships' }>,
  request: SeriesRequest,
  facts: Facts,
  moment: Moment,
): SeriesOutcome => {
  const { window, signature } = request;
  const entities = facts.entities(plan.scope, window);
  if (entities === undefined || !entities.ok) {
    return entities?.failure ?? noData(plan.field, window, moment);
  }
  const series: LevelSeries = {
    kind: 'level',
    periodSeconds: (window.end - window.start) / 1000,
    start: window.start,
    values: [countRelated(entities.value, plan.field)],
  };
  return window.start >= moment.now
    ? noData(plan.field, window, moment)
    : {
        kind: 'series',
        series,
        unit: unitOf(signature),
        provenance: `Dynatrace ${plan.field} of ${plan.scope.label} (${entities.value.length} entities)`,
      };
};

/** Answers one request from what was learned. */
export const assemble = ({ plan, request }: Planned, facts: Facts, moment: Moment): SeriesOutcome => {
  if (plan.kind === 'answered') {
    return plan.outcome;
  }
  const doubt = facts.doubt(plan.scope);
  if (doubt !== undefined) {
    return doubt;
  }
  switch (plan.kind) {
    case 'problems':
      return assembleProblems(plan, request, facts, moment);
    case 'relationships':
      return assembleRelationships(plan, request, facts, moment);
    case 'level':
    case 'count':
    case 'share':
    case 'rate':
      return assembleMetric(plan, request, facts, moment);
  }
};
