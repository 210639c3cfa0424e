/** The metrics that one fetch needs: what is kept, and the calls for the rest. */
import type { Window } from '../../judge/series';
import type { Session } from '../http/session';
import { keptSpan } from '../kept-span';
import type { PointsCache } from '../points-cache';
import { recall, remember, type Fetched } from '../recall';
import { batch, type Batch, type Need } from './batch';
import { fetchBatch, type Answers, type Points } from './fetch-batch';
import { resolutionFor, secondsOf } from './resolution';
import type { Scope } from './selector';

export interface Metrics {
  /** The calls to make. */
  readonly batches: readonly Batch[];
  /** Makes one of them. Never rejects. */
  readonly fetch: (session: Session, one: Batch) => Promise<void>;
  /** Keeps what was fetched and can no longer change. */
  readonly keep: () => Promise<void>;
  /** What is known of a selector over a window; undefined where it was not asked for. */
  readonly points: (scope: Scope, selector: string, window: Window) => Points | undefined;
}

const covers = (span: Window, window: Window): boolean => span.start <= window.start && span.end >= window.end;

const periodOf = (window: Window, now: number): number => secondsOf(resolutionFor(window.start, now)) ?? 60;

const keyOf = (scope: Scope, selector: string, window: Window, now: number): string =>
  `dynatrace ${resolutionFor(window.start, now)} ${scope.selector} ${selector}`;

const withoutNulls = (values: Points['values']): ReadonlyMap<number, number> =>
  new Map([...values].filter((entry): entry is [number, number] => entry[1] !== null));

/** Points in another period than was asked for are not kept: they would be read in the wrong one. */
const keepable = (points: Points | undefined, periodSeconds: number): Fetched | undefined =>
  points === undefined || points.periodSeconds !== periodSeconds
    ? undefined
    : { points: withoutNulls(points.values), ...(points.problem === undefined ? {} : { problem: points.problem }) };

/** What is kept is fetched in whole hours, where Dynatrace has them in the same resolution. */
const spanIn = (window: Window, now: number): Window =>
  keptSpan(window, now, (whole) => resolutionFor(whole.start, now) === resolutionFor(window.start, now));

/** Plans the calls for what is needed and not kept. `now` in epoch milliseconds. */
export const metricsOf = async (needs: readonly Need[], cache: PointsCache | undefined, now: number): Promise<Metrics> => {
  const spanOf = (window: Window): Window => (cache === undefined ? window : spanIn(window, now));
  const keyed = needs.map(({ scope, selector, window }) => ({
    scope,
    selector,
    window: spanOf(window),
    key: keyOf(scope, selector, window, now),
  }));
  const recalled = await recall(keyed, cache, now);
  const done: { readonly batch: Batch; readonly answers: Answers }[] = [];
  const fetched = (scope: Scope, selector: string, window: Window): Points | undefined =>
    done
      .find(({ batch: one, answers }) => one.scope.selector === scope.selector && covers(one.span, window) && answers.has(selector))
      ?.answers.get(selector);
  const byKey = new Map(recalled.missing.map((need) => [need.key, need]));
  return {
    batches: batch(recalled.missing, now),
    fetch: async (session, one) => {
      done.push({ batch: one, answers: await fetchBatch(session, one) });
    },
    keep: async () =>
      remember(
        recalled.missing,
        (key, window) => {
          const need = byKey.get(key);
          return need === undefined ? undefined : keepable(fetched(need.scope, need.selector, window), periodOf(window, now));
        },
        cache,
        now,
      ),
    points: (scope, selector, window) => {
      const kept = recalled.find(keyOf(scope, selector, window, now), spanOf(window));
      return kept === undefined ? fetched(scope, selector, spanOf(window)) : { periodSeconds: periodOf(window, now), values: kept.points };
    },
  };
};
