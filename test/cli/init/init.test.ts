import { readFileSync } from 'node:fs';
import { lintFiles } from '../../../cli/lint/lint-files';
import { parseMonspec } from '../../../lambda/monspec/parse';
import { AwsServer, type Operation } from '../../sources/aws-server';
import { run } from '../support/run';
import { pathOf } from '../support/series';

let server: AwsServer | undefined;
let count = 0;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const metric = (name: string, LoadBalancer: string, TargetGroup?: string): object => ({
  Namespace: 'AWS/ApplicationELB',
  MetricName: name,
  Dimensions: Object.entries({ LoadBalancer, ...(TargetGroup === undefined ? {} : { TargetGroup }) }).map(([Name, Value]) => ({
    Name,
    Value,
  })),
});

const reported = (names: readonly string[], ...environments: readonly string[]): object[] =>
  environments.flatMap((name) => [
    ...names.map((one) => metric(one, `app/${name}/1`, `targetgroup/${name}/2`)),
    metric('RequestCount', `app/${name}/1`),
  ]);

const pages =
  (metrics: readonly object[]): Operation =>
  ({ NextToken }) =>
    NextToken === undefined ? { Metrics: metrics.slice(0, 2), NextToken: 'more' } : { Metrics: metrics.slice(2) };

const init = async (operation: Operation, ...more: string[]) => {
  server = await AwsServer.start({ ListMetrics: operation });
  const path = pathOf(`init-${(count += 1)}.json`);
  return { path, ...(await run(['init', path, ...more], { AWS_ENDPOINT_URL: server.url })) };
};

test('a monspec of every load balancer, with comments, that the gate can read', async () => {
  const all = reported(['RequestCount', 'TargetResponseTime'], 'shop-staging', 'shop-prod');
  const { code, out, path } = await init(pages(all), '--name', 'shop');
  const text = readFileSync(path, 'utf8');
  expect([code, out]).toEqual([0, expect.stringContaining('shop-staging, shop-prod')]);
  expect(text).toContain('// target group shop-prod of the load balancer shop-prod');
  const parsed = parseMonspec(text);
  expect(parsed).toMatchObject({
    ok: true,
    value: {
      services: [
        {
          key: 'shop',
          environments: {
            'shop-prod': { cloudwatch: { dimensions: { LoadBalancer: 'app/shop-prod/1', TargetGroup: 'targetgroup/shop-prod/2' } } },
          },
          comparisons: [
            { name: 'ToProduction', source: 'shop-staging', compare: 'shop-prod' },
            { name: 'ToBefore', source: 'shop-prod', compare: 'shop-prod', baseline: { kind: 'beforeDeployment' } },
          ],
          signatures: [
            { id: 'service.responsetime/avg' },
            { id: 'service.responsetime/p90' },
            { id: 'service.failurerate/avg', upperLimit: 2 },
            { id: 'service.requestspermin/count', direction: 'lower' },
          ],
        },
      ],
    },
  });
  expect(server!.requests[0]!.input).toMatchObject({ Namespace: 'AWS/ApplicationELB', RecentlyActive: 'PT3H' });
  expect(lintFiles(readFileSync(path), undefined, { sources: ['cloudwatch'] })).toEqual({ readable: true, findings: [] });
});

test('only what is reported becomes a signature', async () => {
  const { path } = await init(pages(reported(['RequestCount'], 'shop')));
  const parsed = parseMonspec(readFileSync(path, 'utf8'));
  expect(parsed.ok && parsed.value.services[0]!.signatures.map(({ id }) => id)).toEqual([
    'service.failurerate/avg',
    'service.requestspermin/count',
  ]);
});

test('a file that is there is written over with --force only', async () => {
  const { path } = await init(pages(reported(['RequestCount'], 'shop')));
  const variables = { AWS_ENDPOINT_URL: server!.url };
  expect(await run(['init', path], variables)).toMatchObject({ code: 3, err: expect.stringContaining('add --force') as string });
  expect(await run(['init', path, '--force'], variables)).toMatchObject({ code: 0 });
});

test('nothing found is exit code 3, and a source that fails is 4', async () => {
  expect(await init(() => ({ Metrics: [] }))).toMatchObject({
    code: 3,
    err: expect.stringContaining('check AWS_REGION and AWS_PROFILE') as string,
  });
  await server!.stop();
  expect(await init(() => ({ error: 'AccessDeniedException', status: 403 }))).toMatchObject({
    code: 4,
    err: expect.stringContaining('AccessDeniedException') as string,
  });
});

test('Dynatrace needs an address and a tag', async () => {
  const path = pathOf('dynatrace.json');
  expect(await run(['init', path, '--source', 'dynatrace', '--tag', 'a:b'])).toMatchObject({
    code: 3,
    err: expect.stringContaining('DYNATRACE_URL') as string,
  });
  expect(await run(['init', path, '--source', 'dynatrace'], { DYNATRACE_URL: 'http://127.0.0.1:1', DYNATRACE_TOKEN: 't' })).toMatchObject({
    code: 3,
    err: expect.stringContaining('--tag') as string,
  });
});
