/** Sources that answer properly, with nothing or with far too much: what somebody reads at the command line. */
import { AwsServer, type Operation } from '../../sources/aws-server';
import { startDynatrace, token, type Tenant } from '../../sources/support/dynatrace-stand-in';
import { startPrometheus } from '../../sources/support/prometheus-stand-in';
import { run } from '../support/run';
import { begin, file, monspecFile, window } from '../support/series';

const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map(async (stop) => stop()));
});

const responseTime = { timeseries: 'com.dynatrace.builtin:service.responsetime' };

const evaluate = async (
  source: string,
  variables: Readonly<Record<string, string>>,
  placeOf: (value: string) => object,
  signature: object = responseTime,
) => {
  const shop = {
    etype: 'SERVICE',
    rule: 'percentage',
    environments: { Staging: placeOf('s'), Production: placeOf('p') },
    comparisons: [{ name: 'C', source: 'Staging', compare: 'Production' }],
    perfsignature: [signature],
  };
  const question = ['evaluate', monspecFile({ shop }, 'bad-answers.json'), '--comparison', 'C', '--source', source];
  const ran = await run([...question, ...window], variables);
  return { ...ran, sentence: ran.out.trim().split('\n').at(-1) };
};

const onDynatrace = async (tenant: Partial<Tenant>) => {
  const { server, url } = await startDynatrace(tenant);
  stops.push(async () => server.stop());
  const tags = (value: string) => ({ tags: [{ key: 'stage', value }] });
  return evaluate('dynatrace', { DYNATRACE_URL: url, DYNATRACE_TOKEN: token }, tags);
};

const onPrometheus = async (knowledge: Parameters<typeof startPrometheus>[0], signature?: object) => {
  const { server, url } = await startPrometheus(knowledge);
  stops.push(async () => server.stop());
  const labels = (env: string) => ({ prometheus: { labels: { env } } });
  return evaluate('prometheus', { PROMETHEUS_URL: url }, labels, signature);
};

const onCloudWatch = async (operations: Readonly<Record<string, Operation>>, placeOf: (value: string) => object, signature?: object) => {
  const server = await AwsServer.start(operations);
  stops.push(async () => server.stop());
  return evaluate('cloudwatch', { AWS_ENDPOINT_URL: server.url }, placeOf, signature);
};

const balancer = (value: string) => ({ cloudwatch: { dimensions: { LoadBalancer: `app/${value}/1` } } });
const stage = (value: string) => ({ tags: [{ key: 'stage', value }] });
const services = (count: number) =>
  ['s', 'p'].flatMap((value) =>
    Array.from({ length: count }, (_, index) => ({
      id: `SERVICE-${value}${index}`,
      type: 'SERVICE',
      name: 'shop',
      tags: [`stage:${value}`],
    })),
  );

const ids = (input: Record<string, unknown>): string[] => (input['MetricDataQueries'] as { Id: string }[]).map(({ Id }) => Id);
const empty: Operation = (input) => ({
  MetricDataResults: ids(input).map((Id) => ({ Id, Label: Id, Timestamps: [], Values: [], StatusCode: 'Complete' })),
});
/** Two series for a query that should give one, as `GROUP BY` does. */
const crowd: Operation = (input) => ({
  MetricDataResults: ids(input).flatMap((Id) =>
    Array.from({ length: 5_000 }, (_, index) => ({ Id, Label: `service ${index}`, Timestamps: [], Values: [], StatusCode: 'Complete' })),
  ),
});
const tagged: Operation = ({ PaginationToken }) => {
  const page = Number(PaginationToken ?? 0);
  const arn = (index: number) => `arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/lb-${page * 100 + index}/1`;
  const ResourceTagMappingList = Array.from({ length: 100 }, (_, index) => ({ ResourceARN: arn(index) }));
  return { ResourceTagMappingList, PaginationToken: page < 49 ? String(page + 1) : '' };
};

describe('a metric that exists and has no data is exit code 2, and says what to check', () => {
  test('on CloudWatch', async () => {
    const { code, sentence } = await onCloudWatch({ GetMetricData: empty }, balancer);
    expect([code, sentence]).toEqual([2, expect.stringContaining('check the dimensions and that requests were sent')]);
  });

  test('on Dynatrace', async () => {
    const { code, sentence } = await onDynatrace({ entities: services(1), sample: () => undefined });
    expect([code, sentence]).toEqual([2, expect.stringContaining('check that requests were sent')]);
  });

  test('on Prometheus', async () => {
    const { code, sentence } = await onPrometheus({ evaluate: () => null });
    expect([code, sentence]).toEqual([2, expect.stringContaining('Prometheus has')]);
  });

  test('in a file', async () => {
    const rows = ['Staging', 'Production'].map((name) => `2026-11-20T09:00:00Z,${name},service.responsetime,`);
    const hollow = file('hollow.csv', ['time,environment,signature,value', ...rows].join('\n'));
    const { code, sentence } = await evaluate(hollow, {}, () => ({}));
    expect([code, sentence]).toEqual([2, expect.stringContaining('hollow.csv')]);
  });
});

describe('an environment that nothing is in is exit code 2, and says how it was looked for', () => {
  test('on CloudWatch', async () => {
    const { code, sentence } = await onCloudWatch({ GetResources: () => ({ ResourceTagMappingList: [] }) }, stage);
    expect([code, sentence]).toEqual([2, expect.stringContaining('0 load balancers carry the tags stage=s')]);
  });

  test('on Dynatrace', async () => {
    const { code, sentence } = await onDynatrace({ entities: [] });
    expect(code).toBe(2);
    expect(sentence).toContain('Dynatrace has no SERVICE with stage:s in this time; check the tag rule');
  });

  test('on Prometheus', async () => {
    const { code, sentence } = await onPrometheus({ exists: () => false, evaluate: () => null });
    expect([code, sentence]).toEqual([2, expect.stringContaining('env="s"')]);
  });
});

describe('a selector that matches 5,000 is refused, and says how to narrow it', () => {
  test('tags on CloudWatch', async () => {
    const { code, sentence } = await onCloudWatch({ GetResources: tagged }, stage);
    expect([code, sentence]).toEqual([2, expect.stringMatching(/\d{4} load balancers carry the tags stage=s, and one is needed/)]);
    expect(sentence).toContain('tag exactly one, or give "cloudwatch": { "dimensions": … }');
  });

  test('a query on CloudWatch', async () => {
    const query = { cloudwatch: { expression: 'SELECT MAX(Duration) FROM "Shop" GROUP BY Service' }, unit: 'ms' };
    const { code, sentence } = await onCloudWatch({ GetMetricData: crowd }, balancer, query);
    expect([code, sentence]).toEqual([4, expect.stringContaining('several series where a signature measures one; group by nothing')]);
  });

  test('tags on Dynatrace', async () => {
    const { code, sentence } = await onDynatrace({ entities: services(5_000) });
    expect(code).toBe(4);
    expect(sentence).toContain('5000 entities in Dynatrace and at most 500 make an environment; narrow the tags');
  });

  test('an expression on Prometheus', async () => {
    const several = Array.from({ length: 5_000 }, () => '1');
    const evaluateAt = (_: string, second: number) => (second === begin / 1000 + 60 ? several : null);
    const { code, sentence } = await onPrometheus({ evaluate: evaluateAt }, { timeseries: 'prometheus:up{$labels} * 1' });
    expect([code, sentence]).toEqual([4, expect.stringContaining('5000 series where one is needed')]);
  });
});
