import { CloudWatchSource } from '../../lambda/sources/cloudwatch/cloudwatch-source';
import { clientFor, type WireRequest } from './cloudwatch-server';
import { describeContract, type RunningRemotely } from './contract';
import { request, signature, start } from './requests';
import { closedAddress, StandIn, type Received, type Reply } from './support/stand-in';
import { now } from './support/time';

type Held = (minute: number) => number | null;

const refused = (type: string): Reply => ({ status: 400, body: { __type: `com.amazonaws.cloudwatch#${type}`, message: type } });

/** Checks a call as CloudWatch would, and answers it from what is held. */
const answer = (held: Held, { method, path, headers, body }: Received): Reply => {
  if (
    method !== 'POST' ||
    path !== '/' ||
    headers['x-amz-target'] !== 'GraniteServiceVersion20100801.GetMetricData' ||
    !headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')
  ) {
    return refused('UnknownOperationException');
  }
  const { MetricDataQueries, StartTime, EndTime } = JSON.parse(body) as WireRequest;
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
  const minutes = Array.from({ length: 40 }, (_, index) => index - 15).filter((minute) => held(minute) !== null);
  const results = ids.map((Id) => ({
    Id,
    StatusCode: 'Complete',
    Timestamps: minutes.map((minute) => start / 1000 + minute * 60),
    Values: minutes.map(held),
  }));
  return { status: 200, body: { MetricDataResults: results } };
};

describeContract({
  name: 'CloudWatch',
  // The client of AWS reads an error by its type, which these lack, and takes a broken answer for a broken connection.
  kinds: { '400': 'unreachable', '404': 'unreachable', 'a truncated body': 'unreachable', '12 MiB': 'unreachable' },
  start: async (): Promise<RunningRemotely> => {
    let held: Held = () => null;
    const server = await StandIn.start((received) => answer(held, received));
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
        held = value;
      },
      secrets: [],
    };
  },
});
