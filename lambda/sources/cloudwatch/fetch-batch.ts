/** One batch: every page of GetMetricData, until each query is complete or known not to be. */
import { GetMetricDataCommand, type CloudWatchClient, type GetMetricDataCommandInput, type GetMetricDataCommandOutput, type MessageData, type MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { Batch } from './batch';
import { failureOf } from './failure';
import type { NoSeries } from './plan';
import { namespace, periodSeconds, type Query } from './query';

/** Most pages of one batch; a batch fits into one page, so more than a few mean that the tokens lead nowhere. */
export const maxPages = 50;

/** Points by epoch milliseconds, and what keeps them from being whole. */
export interface Answer {
  readonly points: ReadonlyMap<number, number>;
  readonly problem?: NoSeries;
}

/** By query key. */
export type Answers = ReadonlyMap<string, Answer>;

export interface Fetched {
  readonly answers: Answers;
  readonly calls: number;
}

interface Collected {
  readonly points: Map<number, number>;
  problem: NoSeries | undefined;
}

const toQueries = (queries: readonly Query[]) =>
  queries.map(({ metric, statistic, dimensions }, index) => ({
    Id: `q${index}`,
    MetricStat: {
      Metric: { Namespace: namespace, MetricName: metric, Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })) },
      Period: periodSeconds,
      Stat: statistic,
    },
  }));

const messagesOf = (messages: readonly MessageData[] | undefined): string =>
  (messages ?? []).map(({ Code, Value }) => `${Code ?? 'message'}: ${Value ?? ''}`).join('; ');

const problemOf = ({ StatusCode, Messages }: MetricDataResult): NoSeries | undefined => {
  const messages = messagesOf(Messages);
  if (StatusCode === 'Forbidden') {
    return { kind: 'unauthorised', detail: `CloudWatch answered Forbidden ${messages}`.trim() };
  }
  return StatusCode === 'Complete' && messages === ''
    ? undefined
    : { kind: 'partial', detail: `CloudWatch answered ${StatusCode ?? 'without a status'} ${messages}`.trim() };
};

const take = (collected: Collected, result: MetricDataResult): void => {
  const [times, values] = [result.Timestamps ?? [], result.Values ?? []];
  for (const [index, time] of times.entries()) {
    collected.points.set(time.getTime(), values[index] ?? Number.NaN);
  }
  const torn = times.length !== values.length;
  collected.problem = torn ? { kind: 'partial', detail: 'CloudWatch answered with unequal numbers of times and values' } : problemOf(result);
};

const takeInto = (collected: readonly Collected[], result: MetricDataResult): void => {
  const one = collected[Number(result.Id?.slice(1))];
  if (one !== undefined) {
    take(one, result);
  }
};

const unanswered: NoSeries = { kind: 'partial', detail: 'CloudWatch left this metric out of its answer' };

/** A global message or an endless chain of pages casts doubt on every metric of the call. */
const doubtOf = (page: GetMetricDataCommandOutput, pages: number): NoSeries | undefined => {
  const messages = messagesOf(page.Messages);
  if (messages !== '') {
    return { kind: 'partial', detail: `CloudWatch answered with ${messages}` };
  }
  return page.NextToken !== undefined && pages >= maxPages ? { kind: 'partial', detail: `CloudWatch's answer did not end after ${maxPages} pages` } : undefined;
};

const finish = (keys: readonly string[], collected: readonly Collected[], doubt: NoSeries | undefined): Answers =>
  new Map(
    keys.map((key, index) => {
      const { points, problem } = collected[index] ?? { points: new Map<number, number>(), problem: unanswered };
      const found = problem ?? doubt;
      return [key, { points, ...(found === undefined ? {} : { problem: found }) }];
    }),
  );

type Input = Omit<GetMetricDataCommandInput, 'NextToken'>;

async function* pagesOf(client: CloudWatchClient, input: Input, abortSignal: AbortSignal): AsyncGenerator<GetMetricDataCommandOutput> {
  let token: string | undefined;
  for (let pages = 0; pages < maxPages && (pages === 0 || token !== undefined); pages += 1) {
    const page = await client.send(new GetMetricDataCommand(token === undefined ? input : { ...input, NextToken: token }), { abortSignal });
    token = page.NextToken;
    yield page;
  }
}

const inputOf = ({ span, queries }: Batch): Input => ({
  MetricDataQueries: toQueries([...queries.values()]),
  StartTime: new Date(span.start),
  EndTime: new Date(span.end),
});

const failed = (keys: readonly string[], problem: NoSeries): Answers => new Map(keys.map((key) => [key, { points: new Map(), problem }]));

/** Fetches a batch. Never rejects: a failed call is the outcome of each of its queries. */
export const fetchBatch = async (client: CloudWatchClient, wanted: Batch, signal: AbortSignal): Promise<Fetched> => {
  const keys = [...wanted.queries.keys()];
  const collected = keys.map((): Collected => ({ points: new Map(), problem: unanswered }));
  let doubt: NoSeries | undefined;
  let calls = 0;
  try {
    for await (const page of pagesOf(client, inputOf(wanted), signal)) {
      calls += 1;
      for (const result of page.MetricDataResults ?? []) {
        takeInto(collected, result);
      }
      doubt ??= doubtOf(page, calls);
    }
    return { calls, answers: finish(keys, collected, doubt) };
  } catch (error) {
    return { calls: calls + 1, answers: failed(keys, failureOf(error)) };
  }
};
