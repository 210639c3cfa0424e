/** One bulk request: what is sent, and what its answer means for each record. */
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { SearchAnswer } from '../../http/search-protocol';
import type { Destination } from './properties';
import type { StreamRecord } from './record';

/** What became of one record. */
export type ItemOutcome =
  | { readonly kind: 'indexed' }
  /** Worth trying again: the domain is busy or away. */
  | { readonly kind: 'later'; readonly code: number; readonly reason: string }
  | { readonly kind: 'refused'; readonly code: number; readonly reason: string };

const itemSchema = v.object({
  status: v.number(),
  error: v.exactOptional(v.object({ type: v.string(), reason: v.string() })),
});
const bodySchema = v.object({
  items: v.array(
    v.pipe(
      v.record(v.string(), itemSchema),
      v.transform((item) => Object.values(item)[0]),
    ),
  ),
});

/** Index of a record: Firehose appends the day of its arrival, in UTC. */
export const indexOf = ({ IndexName, IndexRotationPeriod }: Destination, { arrived }: StreamRecord): string =>
  IndexRotationPeriod === 'NoRotation' ? IndexName : `${IndexName}-${new Date(arrived).toISOString().slice(0, 10)}`;

/** Sends records to the domain; one outcome each, in their order. */
export const bulkRequest = async (
  cloud: Cloud,
  destination: Destination,
  host: string,
  records: readonly StreamRecord[],
): Promise<readonly ItemOutcome[]> => {
  const Body = records.map((record) => `${JSON.stringify({ index: target(destination, record) })}\n${oneLine(record)}\n`).join('');
  try {
    const call = { Host: host, Path: '/_bulk', Body };
    const answer = await cloud.call<SearchAnswer>('es', 'ESHttpPost', call, { kind: 'role', arn: destination.RoleARN });
    return outcomes(answer, records.length);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return records.map(() => ({ kind: 'later', code: error.status, reason: error.message }));
  }
};

const target = (destination: Destination, record: StreamRecord) => ({
  _index: indexOf(destination, record),
  ...(destination.DocumentIdOptions.DefaultDocumentIdFormat === 'FIREHOSE_DEFAULT' && { _id: record.id }),
});

/** A line end inside a record would break the request for all the others; what it leaves is no JSON, and refused by itself. */
const oneLine = ({ data }: StreamRecord): string =>
  Buffer.from(data)
    .toString('utf8')
    .trimEnd()
    .replaceAll(/[\r\n]/g, ' ');

/** The whole request failed: all of it is worth trying again, as Firehose does within the retry duration. */
const outcomes = ({ status, body }: SearchAnswer, count: number): readonly ItemOutcome[] => {
  const parsed = status < 300 ? v.safeParse(bodySchema, body) : undefined;
  const reason = JSON.stringify(body).slice(0, 500);
  return Array.from({ length: count }, (_, index) => {
    const item = parsed?.success ? parsed.output.items[index] : undefined;
    return item === undefined ? { kind: 'later', code: status, reason } : outcomeOf(item);
  });
};

const outcomeOf = ({ status, error }: v.InferOutput<typeof itemSchema>): ItemOutcome => {
  if (status < 300) return { kind: 'indexed' };
  const reason = error === undefined ? `status ${status}` : `${error.type}: ${error.reason}`;
  return { kind: status === 429 || status >= 500 ? 'later' : 'refused', code: status, reason };
};
