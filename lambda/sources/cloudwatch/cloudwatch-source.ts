/**
 * Load-balancer metrics from CloudWatch.
 *
 *   plan each request → batch the queries → fetch every page → assemble each answer
 */
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { Window } from '../../judge/series';
import type { MetricSource, SeriesAnswer, SeriesRequest, SourceReceipt } from '../source';
import { assemble, type Lookup } from './assemble';
import { batch, type Batch } from './batch';
import { fetchBatch, type Fetched } from './fetch-batch';
import { planRequest, queriesOf } from './plan';
import { queryKey } from './query';

/** US dollars for one metric requested by GetMetricData ($0.01 per 1,000). */
const dollarsPerMetric = 0.01 / 1000;

/** Batches that are fetched at once. */
const concurrency = 4;

export interface CloudWatchSourceOptions {
  /** Epoch milliseconds; used for the receipt only. */
  readonly clock: () => number;
  /** Milliseconds that one fetch may take, retries and pages included. Default 20,000. */
  readonly deadlineMilliseconds?: number;
}

interface Done extends Fetched {
  readonly batch: Batch;
}

const covers = (span: Window, window: Window): boolean => span.start <= window.start && span.end >= window.end;

const lookupIn = (done: readonly Done[]): Lookup => (query, window) => {
  const key = queryKey(query);
  return done.find(({ batch: { span, queries } }) => covers(span, window) && queries.has(key))?.answers.get(key);
};

/** GetMetricData bills every metric of every call; a further page asks for all of them again. */
const receiptOf = (done: readonly Done[], milliseconds: number): SourceReceipt => {
  const calls = done.reduce((sum, one) => sum + one.calls, 0);
  const metrics = done.reduce((sum, one) => sum + one.calls * one.batch.queries.size, 0);
  return { calls, metrics, milliseconds, estimatedDollars: metrics * dollarsPerMetric };
};

/** The CloudWatch source. The client brings region, credentials, time-outs and retries (see cloudwatch.client.ts). */
export class CloudWatchSource implements MetricSource {
  readonly name = 'cloudwatch';

  constructor(
    private readonly client: CloudWatchClient,
    private readonly options: CloudWatchSourceOptions,
  ) {}

  async fetch(requests: readonly SeriesRequest[]): Promise<{ answers: readonly SeriesAnswer[]; receipt: SourceReceipt }> {
    const startedAt = this.options.clock();
    const planned = requests.map((request) => ({ request, plan: planRequest(request) }));
    const needs = planned.flatMap(({ request, plan }) => queriesOf(plan).map((query) => ({ query, window: request.window })));
    const done = await this.fetchAll(batch(needs));
    const lookup = lookupIn(done);
    const answers = planned.map(({ request, plan }) => ({ id: request.id, outcome: assemble(plan, request, lookup) }));
    return { answers, receipt: receiptOf(done, this.options.clock() - startedAt) };
  }

  private async fetchAll(batches: readonly Batch[]): Promise<Done[]> {
    const signal = AbortSignal.timeout(this.options.deadlineMilliseconds ?? 20_000);
    const done: Done[] = [];
    for (let index = 0; index < batches.length; index += concurrency) {
      const some = batches.slice(index, index + concurrency);
      done.push(...(await Promise.all(some.map(async (one) => ({ batch: one, ...(await fetchBatch(this.client, one, signal)) })))));
    }
    return done;
  }
}
