import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudHost } from '../../../../rehearsal/cloud/host';
import { balancingOf } from '../../../../rehearsal/services/load-balancer/balancing';
import { deployCloud } from '../../support/deploy-cloud';
import { eventually } from '../../support/fake-cloud';
import { createResource, stopClouds } from '../../support/real-cloud';

const servers: Server[] = [];

afterEach(async () => {
  await stopClouds();
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A target that answers the health check as told, and every other path with the status that it names. */
const startTarget = async (name: string, healthy: () => boolean = () => true): Promise<{ port: number; server: Server }> => {
  const server = createServer((request, response) => {
    response.statusCode = request.url === '/health' ? (healthy() ? 200 : 503) : Number(request.url?.slice(1) || 200);
    response.end(name);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, server };
};

const setUp = async (rules: readonly object[] = []) => {
  const world = await deployCloud();
  const { cloud } = world;
  const group = await createResource(
    cloud,
    'AWS::ElasticLoadBalancingV2::TargetGroup',
    {
      Name: 'targets',
      Port: 8080,
      Protocol: 'HTTP',
      HealthCheckPath: '/health',
      HealthCheckIntervalSeconds: 6,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 2,
      TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '5' }],
    },
    'Targets',
  );
  const balancer = await createResource(cloud, 'AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'application' }, 'Balancer');
  const listener = await createResource(
    cloud,
    'AWS::ElasticLoadBalancingV2::Listener',
    { LoadBalancerArn: balancer.ref, Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'forward', TargetGroupArn: group.ref }] },
    'Listener',
  );
  for (const [index, rule] of rules.entries()) {
    await createResource(
      cloud,
      'AWS::ElasticLoadBalancingV2::ListenerRule',
      { ListenerArn: listener.ref, Priority: index + 1, ...rule },
      `Rule${index}`,
    );
  }
  const url = `http://${String(balancer.attributes['DNSName'])}`;
  const dimensions = {
    LoadBalancer: String(balancer.attributes['LoadBalancerFullName']),
    TargetGroup: String(group.attributes['TargetGroupFullName']),
  };
  return { ...world, group: group.ref, url, dimensions };
};

const settle = (cloud: CloudHost, group: string, id: string, healthy = true) =>
  eventually(() => (balancingOf(cloud).isHealthy(group, id) === healthy ? true : undefined));

const status = async (url: string): Promise<number> => {
  const response = await fetch(url);
  await response.text();
  return response.status;
};

/** Every value of a metric with exactly these dimensions. */
const values = (metrics: Awaited<ReturnType<typeof setUp>>['metrics'], name: string, dimensions: Readonly<Record<string, string>>) =>
  metrics
    .flatMap(({ MetricData }) => MetricData)
    .filter(({ MetricName, Dimensions }) => MetricName === name && sameDimensions(Dimensions, dimensions))
    .flatMap(({ Value, Values = [], Counts }) =>
      Value === undefined ? Values.flatMap((value, index) => Array.from({ length: Counts?.[index] ?? 1 }, () => value)) : [Value],
    );

const sameDimensions = (found: readonly { Name: string; Value: string }[], wanted: Readonly<Record<string, string>>) =>
  found.length === Object.keys(wanted).length && found.every(({ Name, Value }) => wanted[Name] === Value);

test('spreads requests over healthy targets and reports what it measured', async () => {
  const { cloud, group, url, dimensions, metrics } = await setUp();
  const [one, two] = [await startTarget('one'), await startTarget('two')];
  balancingOf(cloud).register(group, { id: 'i-1', port: one.port });
  balancingOf(cloud).register(group, { id: 'i-2', port: two.port });
  await settle(cloud, group, 'i-1');
  await settle(cloud, group, 'i-2');
  const answers = await Promise.all(Array.from({ length: 10 }, async () => (await fetch(url)).text()));
  expect(answers.filter((answer) => answer === 'one')).toHaveLength(5);
  for (const path of ['/404', '/500', '/500']) await status(`${url}${path}`);

  await eventually(() => (values(metrics, 'RequestCount', dimensions).length === 13 ? true : undefined));
  const { LoadBalancer } = dimensions;
  expect(values(metrics, 'RequestCount', { LoadBalancer })).toHaveLength(13);
  expect(values(metrics, 'HTTPCode_Target_2XX_Count', dimensions)).toHaveLength(10);
  expect(values(metrics, 'HTTPCode_Target_4XX_Count', dimensions)).toEqual([1]);
  expect(values(metrics, 'HTTPCode_Target_5XX_Count', dimensions)).toEqual([1, 1]);
  expect(values(metrics, 'HTTPCode_Target_3XX_Count', dimensions)).toEqual([]);
  expect(values(metrics, 'TargetResponseTime', dimensions)).toHaveLength(13);
  expect(values(metrics, 'HealthyHostCount', dimensions)).toContain(2);
  expect(new Set(metrics.map(({ Namespace }) => Namespace))).toEqual(new Set(['AWS/ApplicationELB']));
}, 20_000);

test('answers 503 without targets and 502 for a target that is gone, as errors of its own', async () => {
  const { cloud, group, url, dimensions, metrics } = await setUp();
  expect(await status(url)).toBe(503);
  const { port, server } = await startTarget('one');
  server.close();
  server.closeAllConnections();
  balancingOf(cloud).register(group, { id: 'i-1', port });
  expect(await status(url)).toBe(502);
  const { LoadBalancer } = dimensions;
  await eventually(() => (values(metrics, 'HTTPCode_ELB_5XX_Count', { LoadBalancer }).length === 2 ? true : undefined));
  expect(values(metrics, 'HTTPCode_Target_5XX_Count', dimensions)).toEqual([]);
  expect(values(metrics, 'TargetResponseTime', dimensions)).toEqual([]);
}, 20_000);

test('a target that turns ill gets no requests while another is healthy', async () => {
  const { cloud, group, url } = await setUp();
  let well = true;
  const [one, two] = [await startTarget('one', () => well), await startTarget('two')];
  balancingOf(cloud).register(group, { id: 'i-1', port: one.port });
  balancingOf(cloud).register(group, { id: 'i-2', port: two.port });
  await settle(cloud, group, 'i-1');
  well = false;
  await settle(cloud, group, 'i-1', false);
  const answers = await Promise.all(Array.from({ length: 6 }, async () => (await fetch(url)).text()));
  expect(new Set(answers)).toEqual(new Set(['two']));
  await balancingOf(cloud).deregister(group, 'i-2');
  expect(await (await fetch(url)).text()).toBe('one');
}, 20_000);

test('rules choose by path, and disturbances count as the target’s', async () => {
  const fixed = {
    Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '410', MessageBody: 'gone' } }],
    Conditions: [{ Field: 'path-pattern', Values: ['/old/*'] }],
  };
  const { cloud, group, url, dimensions, metrics } = await setUp([fixed]);
  const { port } = await startTarget('one');
  balancingOf(cloud).register(group, { id: 'i-1', port });
  expect(await status(`${url}/old/page`)).toBe(410);
  expect(await status(url)).toBe(200);
  balancingOf(cloud).disturb([{ group, latencyMilliseconds: 0, errorRate: 1 }]);
  await eventually(async () => ((await status(url)) === 500 ? true : undefined));
  balancingOf(cloud).disturb([{ latencyMilliseconds: 60, errorRate: 0 }]);
  await eventually(async () => ((await status(url)) === 200 ? true : undefined));
  await eventually(() => (values(metrics, 'TargetResponseTime', dimensions).some((seconds) => seconds >= 0.06) ? true : undefined));
  expect(values(metrics, 'HTTPCode_Target_5XX_Count', dimensions).length).toBeGreaterThan(0);
}, 20_000);

test.each([
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'network' }, /only application load balancers/],
  ['AWS::ElasticLoadBalancingV2::TargetGroup', { TargetType: 'lambda' }, /a Lambda target group without health checks/],
  [
    'AWS::ElasticLoadBalancingV2::Listener',
    { LoadBalancerArn: 'arn', Protocol: 'HTTPS', DefaultActions: [{ Type: 'forward', TargetGroupArn: 'x' }] },
    /HTTPS.*not rehearsed/,
  ],
  ['AWS::ElasticLoadBalancingV2::Listener', { LoadBalancerArn: 'arn', DefaultActions: [{ Type: 'redirect' }] }, /redirect/],
])('refuses a %s that it cannot rehearse: %j', async (type, properties, message) => {
  const { cloud } = await deployCloud();
  await expect(createResource(cloud, type, properties)).rejects.toThrow(message);
});
