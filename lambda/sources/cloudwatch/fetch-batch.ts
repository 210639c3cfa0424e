/** One batch: every page of GetMetricData, until each query is complete or known not to be. */
import {
  GetMetricDataCommand,
  type CloudWatchClient,
  type GetMetricDataCommandInput,
  type GetMetricDataCommandOutput,
  type MessageData,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { metered } from '../sdk-meter';
import type { Batch } from './batch';
import { failureOf } from './failure';
import type { NoSeries } from './plan';
import { indexOf, toEntriesOf } from './wire';

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
  /** Of all answers, as they came. */
  readonly bytes: number;
}

interface Collected {
  readonly points: Map<number, number>;
  problem: NoSeries | undefined;
}

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
  collected.problem = torn
    ? { kind: 'partial', detail: 'CloudWatch answered with unequal numbers of times and values' }
    : problemOf(result);
};

const several: NoSeries = {
  kind: 'bad-query',
  detail: 'The query yields several series where a signature measures one; group by nothing, or wrap it into SUM(…), AVG(…) or MAX(…)',
};

/** Takes a page. A query that has several results in one page yields several series, which do not add up by themselves. */
const takePage = (collected: readonly Collected[], results: readonly MetricDataResult[], ambiguous: Set<number>): void => {
  const seen = new Set<number>();
  for (const result of results) {
    const index = indexOf(result.Id);
    const one = collected[index];
    if (one !== undefined) {
      take(one, result);
      if (seen.has(index)) {
        ambiguous.add(index);
      }
      seen.add(index);
    }
  }
};

const unanswered: NoSeries = { kind: 'partial', detail: 'CloudWatch left this metric out of its answer' };

/** A global message or an endless chain of pages casts doubt on every metric of the call. */
const doubtOf = (page: GetMetricDataCommandOutput, pages: number): NoSeries | undefined => {
  const messages = messagesOf(page.Messages);
  if (messages !== '') {
    return { kind: 'partial', detail: `CloudWatch answered with ${messages}` };
  }
  return page.NextToken !== undefined && pages >= maxPages
    ? { kind: 'partial', detail: `CloudWatch's answer did not end after ${maxPages} pages` }
    : undefined;
};

type Input = Omit<GetMetricDataCommandInput, 'NextToken'>;

type Count = (bytes: number) => void;

async function* pagesOf(
  client: CloudWatchClient,
  input: Input,
  abortSignal: AbortSignal,
  count: Count,
): AsyncGenerator<GetMetricDataCommandOutput> {
  let token: string | undefined;
  for (let pages = 0; pages < maxPages && (pages === 0 || token !== undefined); pages += 1) {
    const command = metered(new GetMetricDataCommand(token === undefined ? input : { ...input, NextToken: token }), count);
    const page = await client.send(command, { abortSignal });
    token = page.NextToken;
    yield page;
  }
}

const inputOf = ({ span, queries }: Batch): Input => ({
  MetricDataQueries: toEntriesOf([...queries.values()]),
  StartTime: new Date(span.start),
  EndTime: new Date(span.end),
});

const failed = (keys: readonly string[], problem: NoSeries): Answers => new Map(keys.map((key) => [key, { points: new Map(), problem }]));

/** What is known of one batch while its pages come. */
class Collection {
  calls = 0;
  bytes = 0;
  private readonly keys: readonly string[];
  private readonly collected: readonly Collected[];
  private readonly ambiguous = new Set<number>();
  private doubt: NoSeries | undefined;

  constructor({ queries }: Batch) {
    this.keys = [...queries.keys()];
    this.collected = this.keys.map(() => ({ points: new Map(), problem: unanswered }));
  }

  take(page: GetMetricDataCommandOutput): void {
    this.calls += 1;
    takePage(this.collected, page.MetricDataResults ?? [], this.ambiguous);
    this.doubt ??= doubtOf(page, this.calls);
  }

  finish(): Fetched {
    const answers = this.collected.map(({ points, problem }, index): Answer => {
      const found = this.ambiguous.has(index) ? several : (problem ?? this.doubt);
      return { points, ...(found === undefined ? {} : { problem: found }) };
    });
    return {
      calls: this.calls,
      bytes: this.bytes,
      answers: new Map(this.keys.map((key, index) => [key, answers[index] ?? { points: new Map(), problem: unanswered }])),
    };
  }

  fail(error: unknown): Fetched {
    return { calls: this.calls + 1, bytes: this.bytes, answers: failed(this.keys, failureOf(error)) };
  }
}

/** Fetches a batch. Never rejects: a failed call is the outcome of each of its queries. */
export const fetchBatch = async (client: CloudWatchClient, wanted: Batch, signal: AbortSignal): Promise<Fetched> => {
  const collection = new Collection(wanted);
  try {
    for await (const page of pagesOf(client, inputOf(wanted), signal, (bytes) => (collection.bytes += bytes))) {
      collection.take(page);
    }
    return collection.finish();
  } catch (error) {
    return collection.fail(error);
  }
};
