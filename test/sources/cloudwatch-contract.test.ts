import { CloudWatchSource } from '../../lambda/sources/cloudwatch/cloudwatch-source';
import { clientFor, type WireRequest } from './cloudwatch-server';
import { describeContract, type RunningRemotely } from './contract';
import { request, signature, start } from './requests';
import { closedAddress, StandIn, type Received, type Reply } from './support/stand-in';
import { now } from './support/time';

type Held = (minute: number) => number | null;

/** What the server keeps: values, minutes of a page, series of a query. */
interface Kept {
  held: Held;
  pageSize: number;
  series: number;
}

const refused = (type: string): Reply => ({ status: 400, body: { __type: `com.amazonaws.cloudwatch#${type}`, message: type } });

/** Checks a call as CloudWatch would, and answers it from what is held. */
const answer = ({ held, pageSize, series }: Kept, { method, path, headers, body }: Received): Reply => {
  if (
    method !== 'POST' ||
    path !== '/' ||
    headers['x-amz-target'] !== 'GraniteServiceVersion20100801.GetMetricData' ||
    !headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')
  ) {
    return refused('UnknownOperationException');
  }
  const { MetricDataQueries, StartTime, EndTime, NextToken } = JSON.parse(body) as WireRequest;
  const ids = MetricDataQueries.map(({ Id }) => Id);
  if (
    ids.length === 0 ||
    ids.length > 500 ||
    new Set(ids).size < ids.length ||
    ids.some((id) => !/^[a-z]\w*$/.test(id)) ||
    StartTime >= EndTime
  ) {
    return refused('ValidationException');
  }
  const all = Array.from({ length: 40 }, (_, index) => index - 15).filter((minute) => held(minute) !== null);
  const from = Number(NextToken ?? 0);
  const minutes = all.slice(from, from + pageSize);
  const isLast = from + pageSize >= all.length;
  const results = ids.flatMap((Id) =>
    Array.from({ length: series }, () => ({
      Id,
      StatusCode: isLast ? 'Complete' : 'PartialData',
      Timestamps: minutes.map((minute) => start / 1000 + minute * 60),
      Values: minutes.map(held),
    })),
  );
  return { status: 200, body: { MetricDataResults: results, ...(isLast ? {} : { NextToken: String(from + pageSize) }) } };
};

describeContract({
  name: 'CloudWatch',
  // The client of AWS reads an error by its type, which these lack, and takes a broken answer for a broken connection.
  kinds: { '400': 'unreachable', '404': 'unreachable', 'a truncated body': 'unreachable', '12 MiB': 'unreachable' },
  start: async (): Promise<RunningRemotely> => {
    const kept: Kept = { held: () => null, pageSize: Infinity, series: 1 };
    const server = await StandIn.start((received) => answer(kept, received));
    const closed = await closedAddress();
    const source = (address: string, deadlineMilliseconds = 5_000) =>
      new CloudWatchSource(clientFor(address, 3), { clock: () => now, deadlineMilliseconds });
    return {
      server,
      source: (limits) => source(server.url, limits?.deadlineMilliseconds),
      unreachable: () => source(closed),
      request: request(signature('service.requestspermin')),
      elsewhere: request(signature('service.requestspermin'), { environment: { name: 'Nowhere', tags: [] } }),
      hold: (value) => {
        kept.held = value;
      },
      inPages: (minutes) => {
        kept.pageSize = minutes;
      },
      crowd: () => {
        kept.series = 5_000;
        const query = { kind: 'expression', expression: 'SELECT SUM(Requests) FROM "Shop" GROUP BY Service', metrics: {} } as const;
        return request(signature({ kind: 'cloudwatch', query: { ...query, periodSeconds: 60, scale: 1 } }));
      },
      secrets: [],
    };
  },
});
