/** Everything that one fetch learns from Dynatrace, each thing asked once however many signatures need it. */
import type { Window } from '../../judge/series';
import type { Failure } from '../http/failure';
import { mapPooled } from '../http/pool';
import type { Got, Session } from '../http/session';
import type { PointsCache } from '../points-cache';
import type { SeriesRequest } from '../source';
import type { EntityAnswer, ProblemAnswer } from './answers';
import type { Need } from './batch';
import type { Points } from './fetch-batch';
import { metricsOf } from './metrics';
import { selectorsOf, type Plan } from './plan';
import type { Scope } from './selector';
import { entitiesWith, examineScope, problemsIn } from './topology';

/** A request and what is asked for it. */
export interface Planned {
  readonly request: SeriesRequest;
  readonly plan: Plan;
}

type Asked = Exclude<Plan, { kind: 'answered' }>;

/** What Dynatrace said, by what it was asked. */
export interface Facts {
  /** Why a scope is no environment; undefined where it is one. */
  readonly doubt: (scope: Scope) => Failure | undefined;
  readonly points: (scope: Scope, selector: string, window: Window) => Points | undefined;
  readonly entities: (scope: Scope, window: Window) => Got<readonly EntityAnswer[]> | undefined;
  readonly problems: (scope: Scope) => Got<readonly ProblemAnswer[]> | undefined;
}

/** A question whose answer goes to its place. */
type Question = () => Promise<unknown>;

interface Use {
  readonly scope: Scope;
  readonly span: Window;
}

const key = (scope: Scope, window?: Window): string => `${window === undefined ? '' : `${window.start}-${window.end} `}${scope.selector}`;

const joined = (uses: readonly Use[]): Use[] => {
  const spans = new Map<string, Use>();
  for (const { scope, span } of uses) {
    const known = spans.get(key(scope))?.span ?? span;
    spans.set(key(scope), { scope, span: { start: Math.min(known.start, span.start), end: Math.max(known.end, span.end) } });
  }
  return [...spans.values()];
};

const asked = (planned: readonly Planned[]): { readonly plan: Asked; readonly window: Window }[] =>
  planned.flatMap(({ plan, request: { window } }) => (plan.kind === 'answered' ? [] : [{ plan, window }]));

const needsOf = (planned: readonly Planned[]): Need[] =>
  asked(planned).flatMap(({ plan, window }) =>
    plan.kind === 'problems' || plan.kind === 'relationships'
      ? []
      : selectorsOf(plan).map((selector) => ({ scope: plan.scope, selector, window })),
  );

const usesOf = (planned: readonly Planned[], of: (plan: Asked) => boolean): Use[] =>
  asked(planned).flatMap(({ plan, window }) => (of(plan) ? [{ scope: plan.scope, span: window }] : []));

interface Topology {
  readonly use: Use;
  readonly fields: ReadonlySet<string>;
}

const topologiesOf = (planned: readonly Planned[]): Topology[] => {
  const found = new Map<string, Topology>();
  for (const { plan, window } of asked(planned)) {
    if (plan.kind === 'relationships') {
      const name = key(plan.scope, window);
      found.set(name, { use: { scope: plan.scope, span: window }, fields: new Set([...(found.get(name)?.fields ?? []), plan.field]) });
    }
  }
  return [...found.values()];
};

/** Asks everything, at most `concurrency` questions at once. Never rejects. */
export const gather = async (
  session: Session,
  planned: readonly Planned[],
  cache: PointsCache | undefined,
  now: number,
): Promise<Facts> => {
  const doubts = new Map<string, Failure | undefined>();
  const entities = new Map<string, Got<readonly EntityAnswer[]>>();
  const problems = new Map<string, Got<readonly ProblemAnswer[]>>();
  const metrics = await metricsOf(needsOf(planned), cache, now);
  const questions: Question[] = [
    ...joined(usesOf(planned, ({ kind }) => kind !== 'relationships')).map(
      ({ scope, span }) =>
        async () =>
          doubts.set(key(scope), await examineScope(session, scope, span)),
    ),
    ...joined(usesOf(planned, ({ kind }) => kind === 'problems')).map(
      ({ scope, span }) =>
        async () =>
          problems.set(key(scope), await problemsIn(session, scope, span)),
    ),
    ...topologiesOf(planned).map(
      ({ use: { scope, span }, fields }) =>
        async () =>
          entities.set(key(scope, span), await entitiesWith(session, scope, span, [...fields])),
    ),
    ...metrics.batches.map((one) => async () => metrics.fetch(session, one)),
  ];
  await mapPooled(questions, session.endpoint.limits.concurrency, async (ask) => ask());
  await metrics.keep();
  return {
    doubt: (scope) => doubts.get(key(scope)),
    entities: (scope, window) => entities.get(key(scope, window)),
    problems: (scope) => problems.get(key(scope)),
    points: metrics.points,
  };
};
