import type { Cloud } from '../../cloud/cloud';
import type { Lifetime } from '../lifetime';
import type { FailedDocument } from './bucket-writer';
import { bulkRequest, indexOf } from './bulk-request';
import type { Destination } from './properties';
import type { StreamRecord } from './record';

/** What a delivery ended with. */
export interface IndexResult {
  readonly indexed: number;
  readonly failed: readonly FailedDocument[];
}

const firstPause = 2_000;
const longestPause = 60_000;

/** Indexes records; what is refused fails at once, what may pass is tried again until the retry duration is over. */
export const indexRecords = async (
  cloud: Cloud,
  lifetime: Lifetime,
  destination: Destination,
  records: readonly StreamRecord[],
): Promise<IndexResult> => {
  const end = cloud.clock.now() + destination.RetryOptions.DurationInSeconds * 1000;
  const host = await hostOf(cloud, destination);
  const failed: FailedDocument[] = [];
  let left = records;
  for (let attempts = 1, pause = firstPause; ; attempts += 1, pause = Math.min(2 * pause, longestPause)) {
    const last = cloud.clock.now() + pause > end;
    const outcomes = await bulkRequest(cloud, destination, host, left);
    const later: StreamRecord[] = [];
    for (const [index, record] of left.entries()) {
      const outcome = outcomes[index];
      if (outcome === undefined || outcome.kind === 'indexed') continue;
      if (outcome.kind === 'later' && !last) later.push(record);
      else failed.push({ record, index: indexOf(destination, record), attempts, code: outcome.code, reason: outcome.reason });
    }
    if (later.length === 0) return { indexed: records.length - failed.length, failed };
    left = later;
    await lifetime.sleep(pause);
  }
};

/** Firehose asks for the domain's address under the role of the stream. */
const hostOf = async (cloud: Cloud, { DomainARN, RoleARN }: Destination): Promise<string> => {
  const DomainName = DomainARN.split('/').at(-1);
  const { DomainStatus } = await cloud.call<{ DomainStatus: { Endpoint: string } }>(
    'es',
    'DescribeDomain',
    { DomainName },
    { kind: 'role', arn: RoleARN },
  );
  return DomainStatus.Endpoint;
};
