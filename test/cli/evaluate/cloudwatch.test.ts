/** Evaluate through the standard AWS chain: dimensions from the monspec, from tags, or from what the stacks say. */
import { AwsServer, type Operation } from '../../sources/aws-server';
import { run } from '../support/run';
import { monspec, monspecFile, window } from '../support/series';

let server: AwsServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

interface Query {
  readonly Id: string;
  readonly MetricStat: {
    readonly Metric: { readonly MetricName: string; readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[] };
  };
}

const values: Readonly<Record<string, number>> = { TargetResponseTime: 0.1, RequestCount: 600 };

const metrics: Operation = ({ MetricDataQueries, StartTime, EndTime }) => {
  const times = Array.from({ length: (Number(EndTime) - Number(StartTime)) / 60 }, (_, minute) => Number(StartTime) + minute * 60);
  return {
    MetricDataResults: (MetricDataQueries as Query[]).map(({ Id, MetricStat }) => {
      const value = values[MetricStat.Metric.MetricName];
      return {
        Id,
        Label: Id,
        Timestamps: value === undefined ? [] : times,
        Values: value === undefined ? [] : times.map(() => value),
        StatusCode: 'Complete',
      };
    }),
  };
};

const bare = { shop: { ...monspec.shop, environments: { Staging: {}, Production: {} } } };
const dimensions = (name: string) => ({ LoadBalancer: `app/${name}/1`, TargetGroup: `targetgroup/${name}/1` });
const described = {
  environments: Object.fromEntries(
    ['Staging', 'Production'].map((name) => [
      name,
      { cloudwatch: { dimensions: dimensions(name) }, deployment: { kind: 'server', applicationName: 'a', deploymentGroupName: name }, rollback: false },
    ]),
  ),
};

const evaluate = async (operations: Readonly<Record<string, Operation>>, file: string, ...more: string[]) => {
  server = await AwsServer.start({ GetMetricData: metrics, ...operations });
  return run(['evaluate', file, '--comparison', 'ToProduction', ...window, ...more], { AWS_ENDPOINT_URL: server.url });
};

const asked = () => server!.requests.filter(({ operation }) => operation === 'GetMetricData');

test('both windows and all signatures are one call, and the receipt says so', async () => {
  const { code, out } = await evaluate({}, monspecFile());
  expect([code, asked().length]).toEqual([0, 1]);
  expect(out).toMatch(/Sources: 1 call, 10 metrics, [\d.]+ kB, \d+ ms, about \$0\.0001/);
});

test('--pipeline takes the dimensions from what the stacks say', async () => {
  const parameter: Operation = ({ Name }) => ({ Parameter: { Name, Value: JSON.stringify(described) } });
  const { code } = await evaluate({ GetParameter: parameter }, monspecFile(bare, 'bare.json'), '--pipeline', 'shop-pipeline');
  expect(code).toBe(0);
  expect(server!.requests[0]!.input).toMatchObject({ Name: '/unbreakable/environments/shop-pipeline' });
  expect(JSON.stringify(asked())).toContain('app/Staging/1');
});

test('a pipeline that the stacks do not know is exit code 3', async () => {
  const ran = await evaluate(
    { GetParameter: () => ({ error: 'ParameterNotFound' }) },
    monspecFile(bare, 'bare.json'),
    '--pipeline',
    'nope',
  );
  expect(ran).toMatchObject({
    code: 3,
    err: expect.stringContaining('--pipeline nope: There is no parameter /unbreakable/environments/nope') as string,
  });
});

test('tags find the load balancer of each environment', async () => {
  const tagged = {
    shop: {
      ...monspec.shop,
      environments: Object.fromEntries(['Staging', 'Production'].map((name) => [name, { tags: [{ key: 'Stage', value: name }] }])),
    },
  };
  const resources: Operation = ({ TagFilters }) => {
    const [filter] = TagFilters as { Values: string[] }[];
    return {
      ResourceTagMappingList: [
        { ResourceARN: `arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/${filter!.Values[0]}/1` },
      ],
    };
  };
  const { code, out } = await evaluate({ GetResources: resources }, monspecFile(tagged, 'tagged.json'));
  expect([code, out]).toEqual([0, expect.stringContaining('Sources: 3 calls,')]);
  expect(JSON.stringify(asked())).toContain('app/Production/1');
});

test('nothing that says where an environment is leaves the question open', async () => {
  const ran = await evaluate({}, monspecFile(bare, 'bare.json'));
  expect(ran.code).toBe(2);
  expect(ran.out).toContain('has no CloudWatch dimensions');
});
