/** What a fetch from CloudWatch cost. */
import type { SourceReceipt } from '../source';
import type { Batch } from './batch';
import type { Fetched } from './fetch-batch';
import { billedMetrics } from './query';

/** US dollars for one metric requested by GetMetricData ($0.01 per 1,000), the list price of most regions. */
const dollarsPerMetric = 0.01 / 1000;

/** A batch and what came of it. */
export interface Done extends Fetched {
  readonly batch: Batch;
}

/** GetMetricData bills every metric of every call; a further page asks for all of them again. Other calls are free. */
export const receiptOf = (done: readonly Done[], otherCalls: number, milliseconds: number): SourceReceipt => {
  const total = (of: (one: Done) => number): number => done.reduce((sum, one) => sum + of(one), 0);
  const metrics = total(({ calls, batch }) => calls * [...batch.queries.values()].reduce((sum, query) => sum + billedMetrics(query), 0));
  return {
    calls: total(({ calls }) => calls) + otherCalls,
    metrics,
    bytes: total(({ bytes }) => bytes),
    milliseconds,
    estimatedDollars: metrics * dollarsPerMetric,
  };
};
