/**
 * Metrics, alarms and error budgets from CloudWatch.
 *
 *   find entities by tag → plan each request → recall what is kept → batch the rest → fetch every page → assemble
 */
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { SeriesOutcome, Window } from '../../judge/series';
import { mapPooled } from '../http/pool';
import type { PointsCache } from '../points-cache';
import { recall, remember } from '../recall';
import type { MetricSource, SeriesAnswer, SeriesRequest, SourceReceipt } from '../source';
import { alarmsOutcome, fetchAlarms, type AlarmStates } from './alarms';
import { assemble, type Lookup } from './assemble';
import { batch } from './batch';
import { findEntities, withEntity, type EntityFinder, type Found } from './entities';
import { budgetOutcome, noBudgets, type Budget, type ErrorBudgets } from './error-budgets';
import { fetchBatch, type Answer } from './fetch-batch';
import { spanOfQuery } from './kept-span';
import { planRequest, queriesOf, type Plan } from './plan';
import { queryKey, type Query } from './query';
import { receiptOf, type Done } from './receipt';

export interface CloudWatchSourceOptions {
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Milliseconds that one fetch may take, retries and pages included. Default 20,000. */
  readonly deadlineMilliseconds?: number;
  /** Calls that are under way at once. Default 6; CloudWatch allows 50 a second. */
  readonly concurrency?: number;
  /** Keeps what can no longer change. Default: nothing is kept. */
  readonly cache?: PointsCache;
  /** Finds dimensions by tag. Default: an environment without dimensions has none. */
  readonly entities?: EntityFinder;
  /** Reads error budgets. Default: signatures that measure one are not supported. */
  readonly budgets?: ErrorBudgets;
}

const defaultConcurrency = 6;

interface Planned {
  readonly request: SeriesRequest;
  readonly plan: Plan;
}

const covers = (span: Window, window: Window): boolean => span.start <= window.start && span.end >= window.end;

const length = ({ start, end }: Window): number => end - start;

/** The answer of the narrowest call that covers a window: that of the window itself, where values depend on it. */
const finderIn = (done: readonly Done[]) => {
  const narrowestFirst = done.toSorted((a, b) => length(a.batch.span) - length(b.batch.span));
  return (key: string, window: Window): Answer | undefined =>
    narrowestFirst.find(({ batch: { span, queries } }) => covers(span, window) && queries.has(key))?.answers.get(key);
};

/** The CloudWatch source. The client brings region, credentials, time-outs and retries (see cloudwatch.client.ts). */
export class CloudWatchSource implements MetricSource {
  readonly name = 'cloudwatch';

  constructor(
    private readonly client: CloudWatchClient,
    private readonly options: CloudWatchSourceOptions,
  ) {}

  async fetch(requests: readonly SeriesRequest[]): Promise<{ readonly answers: readonly SeriesAnswer[]; readonly receipt: SourceReceipt }> {
    const now = this.options.clock();
    const signal = AbortSignal.timeout(this.options.deadlineMilliseconds ?? 20_000);
    const { planned, calls } = await this.plan(requests, now, signal);
    const [metrics, alarms, budgets] = await Promise.all([
      this.metrics(planned, now, signal),
      this.alarms(planned, signal),
      this.budgets(planned, signal),
    ]);
    const outcomeOf = ({ plan, request }: Planned): SeriesOutcome => {
      switch (plan.kind) {
        case 'answered':
          return plan.outcome;
        case 'alarms':
          return alarmsOutcome(plan.names, request, alarms, now);
        case 'slo':
          return budgets.kind === 'none' ? noBudgets : budgetOutcome(plan.slo, request, budgets.at(plan.slo, request.window.end));
        case 'level':
        case 'count':
        case 'rate':
          return assemble(plan, request, metrics.lookup);
      }
    };
    const answers = planned.map((one): SeriesAnswer => ({ id: one.request.id, outcome: outcomeOf(one) }));
    return { answers, receipt: receiptOf(metrics.done, calls + alarms.calls + budgets.calls, this.options.clock() - now) };
  }

  /** What to ask for each request, and how many environments had to be found by their tags for it, a call each. */
  private async plan(
    requests: readonly SeriesRequest[],
    now: number,
    signal: AbortSignal,
  ): Promise<{ readonly planned: readonly Planned[]; readonly calls: number }> {
    const found = await findEntities(requests, this.options.entities, signal);
    const planned = requests.map((asked): Planned => {
      const entity = found.get(asked.environment.name);
      const request = withEntity(asked, entity);
      return { request, plan: explained(planRequest(request, now), entity) };
    });
    return { planned, calls: found.size };
  }

  private async metrics(
    planned: readonly Planned[],
    now: number,
    signal: AbortSignal,
  ): Promise<{ readonly done: readonly Done[]; readonly lookup: Lookup }> {
    const { cache, concurrency = defaultConcurrency } = this.options;
    const spanOf = (query: Query, window: Window): Window => (cache === undefined ? window : spanOfQuery(query, window, now));
    const needs = planned.flatMap(({ request, plan }) =>
      queriesOf(plan).map((query) => ({ query, key: queryKey(query), window: spanOf(query, request.window) })),
    );
    const recalled = await recall(needs, cache, now);
    const done = await mapPooled(batch(recalled.missing), concurrency, async (one): Promise<Done> => ({
      batch: one,
      ...(await fetchBatch(this.client, one, signal)),
    }));
    const fetched = finderIn(done);
    await remember(recalled.missing, fetched, cache, now);
    return {
      done,
      lookup: (query, window) => {
        const [key, span] = [queryKey(query), spanOf(query, window)];
        return recalled.find(key, span) ?? fetched(key, span);
      },
    };
  }

  private async alarms(planned: readonly Planned[], signal: AbortSignal): Promise<AlarmStates> {
    const names = planned.flatMap(({ plan }) => (plan.kind === 'alarms' ? plan.names : []));
    return names.length === 0 ? { states: new Map(), calls: 0 } : fetchAlarms(this.client, names, signal);
  }

  private async budgets(planned: readonly Planned[], signal: AbortSignal): Promise<Budgets> {
    const { budgets } = this.options;
    const wanted = planned.flatMap(({ plan, request }) => (plan.kind === 'slo' ? [{ slo: plan.slo, at: request.window.end }] : []));
    if (budgets === undefined || wanted.length === 0) {
      return { kind: 'none', calls: 0 };
    }
    const instants = [...new Set(wanted.map(({ at }) => at))];
    const slosAt = (at: number): string[] => [...new Set(wanted.filter((one) => one.at === at).map(({ slo }) => slo))];
    const read = await mapPooled(instants, this.options.concurrency ?? defaultConcurrency, (at) => budgets.remaining(slosAt(at), at, signal));
    const calls = read.reduce((sum, one) => sum + one.calls, 0);
    return { kind: 'read', calls, at: (slo, at) => read[instants.indexOf(at)]?.budgets.get(slo) };
  }
}

type Budgets =
  | { readonly kind: 'none'; readonly calls: number }
  | { readonly kind: 'read'; readonly calls: number; readonly at: (slo: string, at: number) => Budget | undefined };

/** A plan that lacks an entity says why the tags led to none. */
const explained = (plan: Plan, entity: Found | undefined): Plan =>
  plan.kind === 'answered' && plan.outcome.kind === 'no-entity' && entity !== undefined && entity.kind !== 'found'
    ? { kind: 'answered', outcome: entity }
    : plan;
