/** One batch: a metrics query whose answer becomes points per selector, or why there are none. */
import { failure, type Failure } from '../http/failure';
import type { Session } from '../http/session';
import { metricDataSchema, type MetricAnswer, type MetricCollection } from './answers';
import { get, pathOf } from './api';
import type { Batch } from './batch';
import { canonical } from './metric-selector';
import { secondsOf } from './resolution';

/** Points of one selector by the epoch milliseconds at which their period begins, and what keeps them from being whole. */
export interface Points {
  readonly periodSeconds: number;
  readonly values: ReadonlyMap<number, number | null>;
  readonly problem?: Failure;
}

/** By selector. */
export type Answers = ReadonlyMap<string, Points>;

const none = (problem: Failure): Points => ({ periodSeconds: 60, values: new Map(), problem });

const allOf = (selectors: readonly string[], problem: Failure): Answers => new Map(selectors.map((selector) => [selector, none(problem)]));

/** Dynatrace puts the time of a point at the end of its period. */
const valuesOf = ({ timestamps, values }: MetricCollection['data'][number], periodSeconds: number): Map<number, number | null> =>
  new Map(timestamps.map((time, index) => [time - periodSeconds * 1000, values[index] ?? null]));

const pointsOf = ({ data, warnings }: MetricCollection, periodSeconds: number): Points => {
  const [series, ...others] = data;
  if (others.length > 0) {
    return none(
      failure('bad-query', `Dynatrace answered with ${data.length} series where one is needed; let the selector end with :splitBy()`),
    );
  }
  if (series !== undefined && series.timestamps.length !== series.values.length) {
    return none(failure('partial', 'Dynatrace answered with unequal numbers of times and values'));
  }
  const values = series === undefined ? new Map<number, number | null>() : valuesOf(series, periodSeconds);
  if (warnings === null || warnings.length === 0) {
    return { periodSeconds, values };
  }
  const kind = values.size === 0 ? 'no-data' : 'partial';
  return { periodSeconds, values, problem: failure(kind, `Dynatrace warns: ${warnings.join(' ')}`) };
};

/** Each selector's own collection. The order of the answer is not relied on; one that is left over belongs to the one that is missing. */
const match = (selectors: readonly string[], collections: readonly MetricCollection[]): Map<string, readonly MetricCollection[]> => {
  const found = new Map(
    selectors.map((selector) => [selector, collections.filter(({ metricId }) => canonical(metricId) === canonical(selector))]),
  );
  const missing = selectors.filter((selector) => found.get(selector)?.length === 0);
  const left = collections.filter((one) => ![...found.values()].some((some) => some.includes(one)));
  const [only, ...others] = missing;
  return only !== undefined && others.length === 0 && left.length > 0 ? found.set(only, left) : found;
};

const leftOut = failure('no-data', 'Dynatrace left this metric out of its answer; check its key');

const understandOne = (matching: readonly MetricCollection[], periodSeconds: number): Points => {
  const [first, ...others] = matching;
  if (first === undefined) {
    return none(leftOut);
  }
  return others.length === 0
    ? pointsOf(first, periodSeconds)
    : none(failure('bad-query', `Dynatrace answered with ${matching.length} metrics where one is needed; name one metric`));
};

const understand = (selectors: readonly string[], { resolution, nextPageKey, result }: MetricAnswer): Answers => {
  const periodSeconds = secondsOf(resolution);
  if (periodSeconds === undefined || nextPageKey) {
    return allOf(
      selectors,
      failure(
        'partial',
        periodSeconds === undefined
          ? `Dynatrace answered in the resolution ${resolution}, which is no period`
          : 'Dynatrace answered with a part of the data',
      ),
    );
  }
  return new Map([...match(selectors, result)].map(([selector, matching]) => [selector, understandOne(matching, periodSeconds)]));
};

const query = async (session: Session, { scope, span, resolution }: Batch, selectors: readonly string[]): Promise<Answers> => {
  const path = pathOf('metrics/query', {
    metricSelector: selectors.join(','),
    entitySelector: scope.selector,
    resolution,
    from: String(span.start),
    to: String(span.end),
  });
  const got = await get(session, path, metricDataSchema);
  return got.ok ? understand(selectors, got.value) : allOf(selectors, got.failure);
};

/** A call is refused as a whole when one of its selectors is wrong; halves of it are asked until only the wrong ones are. */
const queryInParts = async (session: Session, wanted: Batch, selectors: readonly string[]): Promise<Answers> => {
  const answers = await query(session, wanted, selectors);
  const refused = [...answers.values()].every(({ problem }) => problem?.kind === 'bad-query');
  if (!refused || selectors.length === 1) {
    return answers;
  }
  const middle = Math.ceil(selectors.length / 2);
  const halves = [selectors.slice(0, middle), selectors.slice(middle)];
  const parts = await Promise.all(halves.map(async (half) => queryInParts(session, wanted, half)));
  return new Map(parts.flatMap((part) => [...part]));
};

/** Fetches a batch. Never rejects: a failed call is the outcome of each of its selectors. */
export const fetchBatch = async (session: Session, wanted: Batch): Promise<Answers> => queryInParts(session, wanted, wanted.selectors);
