/** Metric sources that are not what they should be: each is told in one sentence, and none is a pass or a fail. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { run } from '../support/run';
import { monspecFile, window } from '../support/series';

let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  server = undefined;
});

const listen = async (answer: (response: ServerResponse) => void): Promise<string> => {
  server = createServer((request, response) => {
    request.resume();
    request.on('end', () => answer(response));
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const json = (status: number, body: object, type: string) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': type });
  response.end(JSON.stringify(body));
};
const page = (status: number) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end('<html><body>Sign in to the hotel network</body></html>');
};
const flood = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = ' '.repeat(1024 * 1024);
  const write = (left: number): void => {
    if (left === 0) response.end('{}');
    else if (!response.destroyed) response.write(chunk, () => write(left - 1));
  };
  write(12);
};

const aws = (code: string, status: number) => json(status, { __type: code, message: 'told so' }, 'application/x-amz-json-1.0');
const problem = (status: number) => json(status, { error: { code: status, message: 'told so' } }, 'application/json');

const commands: Readonly<Record<string, (url: string) => readonly [args: readonly string[], variables: Readonly<Record<string, string>>]>> =
  {
    cloudwatch: (url) => [['--source', 'cloudwatch'], { AWS_ENDPOINT_URL: url }],
    dynatrace: (url) => [['--source', 'dynatrace'], { DYNATRACE_URL: url, DYNATRACE_TOKEN: 'dt0c01.secret' }],
    prometheus: (url) => [['--source', 'prometheus'], { PROMETHEUS_URL: url }],
  };

const places = {
  Staging: {
    tags: [{ key: 'stage', value: 's' }],
    prometheus: { labels: { env: 's' } },
    cloudwatch: { dimensions: { LoadBalancer: 'app/s/1' } },
  },
  Production: {
    tags: [{ key: 'stage', value: 'p' }],
    prometheus: { labels: { env: 'p' } },
    cloudwatch: { dimensions: { LoadBalancer: 'app/p/1' } },
  },
};
const monspec = monspecFile(
  {
    shop: {
      etype: 'SERVICE',
      rule: 'percentage',
      environments: places,
      comparisons: [{ name: 'C', source: 'Staging', compare: 'Production' }],
      perfsignature: [{ timeseries: 'com.dynatrace.builtin:service.responsetime' }],
    },
  },
  'sources.json',
);

const evaluateAt = async (source: string, url: string) => {
  const [args, variables] = commands[source]!(url);
  return run(['evaluate', monspec, '--comparison', 'C', ...window, ...args], variables);
};

const cases: [string, string, (response: ServerResponse) => void, string][] = [
  ['cloudwatch', '401', aws('UnrecognizedClientException', 401), 'UnrecognizedClientException (HTTP 401)'],
  ['cloudwatch', '403', aws('AccessDeniedException', 403), 'AccessDeniedException (HTTP 403)'],
  ['cloudwatch', '404', page(404), 'CloudWatch did not answer'],
  ['cloudwatch', 'HTML instead of JSON', page(200), 'CloudWatch did not answer'],
  ['cloudwatch', '12 MB of nothing', flood, 'more than 10 MiB'],
  ['dynatrace', '401', problem(401), 'HTTP 401'],
  ['dynatrace', '403', problem(403), 'HTTP 403'],
  ['dynatrace', '404', problem(404), 'HTTP 404'],
  ['dynatrace', 'HTML instead of JSON', page(200), 'Dynatrace'],
  ['dynatrace', '12 MB of nothing', flood, '10 MiB'],
  ['prometheus', '401', page(401), 'HTTP 401'],
  ['prometheus', '403', page(403), 'HTTP 403'],
  ['prometheus', '404', page(404), 'HTTP 404'],
  ['prometheus', 'HTML instead of JSON', page(200), 'Prometheus'],
  ['prometheus', '12 MB of nothing', flood, '10 MiB'],
];

test.each(cases)('%s answers %s: exit code 4 and why', async (source, _, answer, why) => {
  const ran = await evaluateAt(source, await listen(answer));
  expect(ran.code).toBe(4);
  const last = ran.out.trim().split('\n').at(-1);
  expect(last).toContain('Inconclusive: Staging against Production: a metric source failed: ');
  expect(last).toContain(why);
  expect(ran.out).not.toContain('dt0c01');
});

test.each(['cloudwatch', 'dynatrace', 'prometheus'])(
  '%s on a host that is not there: exit code 4',
  async (source) => {
    const url = await listen(() => undefined);
    await new Promise((resolve) => server!.close(resolve));
    server = undefined;
    const ran = await evaluateAt(source, url);
    expect(ran.code).toBe(4);
    expect(ran.out).toMatch(/ECONNREFUSED|could not be reached|did not answer/);
  },
  30_000,
);

test('a metric that exists and has no data: exit code 2, and what to check', async () => {
  const empty = json(
    200,
    {
      MetricDataResults: [
        { Id: 'q0', Label: 'q0', Timestamps: [], Values: [], StatusCode: 'Complete' },
        { Id: 'q1', Label: 'q1', Timestamps: [], Values: [], StatusCode: 'Complete' },
        { Id: 'q2', Label: 'q2', Timestamps: [], Values: [], StatusCode: 'Complete' },
        { Id: 'q3', Label: 'q3', Timestamps: [], Values: [], StatusCode: 'Complete' },
      ],
    },
    'application/x-amz-json-1.0',
  );
  const ran = await evaluateAt('cloudwatch', await listen(empty));
  expect(ran.code).toBe(2);
  expect(ran.out).toContain('check the dimensions and that requests were sent');
});
