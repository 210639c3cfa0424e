import * as fc from 'fast-check';
import { createRequestDurations, type AnsweredRequest } from '../../../sample/app/durations';
import { createExporter } from '../../../sample/app/exporter';
import { durationsOf } from '../../../sample/app/wire';
import { close, listen, startService } from '../support/service';

const common = { environment: 'Staging', version: 'v1' };
const request = (more: Partial<AnsweredRequest> = {}): AnsweredRequest => ({
  route: '/api/invoke',
  method: 'GET',
  status: 200,
  milliseconds: 300,
  ...more,
});

const textOf = (requests: readonly AnsweredRequest[], labels: Readonly<Record<string, string>> = common): string => {
  const durations = createRequestDurations(labels);
  for (const one of requests) durations.record(one);
  return durations.text();
};

/** Series of the text format, by name and labels. */
const seriesIn = (text: string): ReadonlyMap<string, number> =>
  new Map([...text.matchAll(/^([^#].*) (\S+)$/gm)].map(([, name = '', value]) => [name, Number(value)]));

test('a request is in every bucket that reaches so far, in sum and in count', () => {
  const labels = 'http_route="/api/invoke",http_request_method="GET",http_response_status_code="200",environment="Staging",version="v1"';
  const text = textOf([request(), request({ milliseconds: 20_000 })]);
  expect(text.split('\n').slice(0, 2)).toEqual([
    '# HELP http_server_request_duration_seconds Duration of HTTP server requests.',
    '# TYPE http_server_request_duration_seconds histogram',
  ]);
  const name = 'http_server_request_duration_seconds';
  const series = seriesIn(text);
  const bucket = (le: string) => series.get(`${name}_bucket{${labels},le="${le}"}`);
  expect(['0.25', '0.5', '10', '+Inf'].map(bucket)).toEqual([0, 1, 1, 2]);
  expect([series.get(`${name}_sum{${labels}}`), series.get(`${name}_count{${labels}}`)]).toEqual([20.3, 2]);
});

test('whatever is asked for, buckets never fall and the last one is the count', () => {
  const any = fc.record({
    route: fc.constantFrom('/', '/api/invoke', undefined),
    method: fc.constantFrom('GET', 'HEAD', 'BREW'),
    status: fc.constantFrom(200, 404, 500),
    milliseconds: fc.double({ min: 0, max: 60_000, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 60 }), (requests) => {
      const all = [...seriesIn(textOf(requests))];
      const counts = all.filter(([name]) => name.includes('_count{'));
      expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBe(requests.length);
      for (const [name, count] of counts) {
        const labels = name.slice(name.indexOf('{') + 1, -1);
        const buckets = all.filter(([one]) => one.includes(`_bucket{${labels},le=`)).map(([, value]) => value);
        expect(buckets).toEqual(buckets.toSorted((a, b) => a - b));
        expect([buckets.length, buckets.at(-1)]).toEqual([15, count]);
      }
    }),
    { numRuns: 50 },
  );
});

test('nobody makes up series: unknown paths have no route, unknown methods are one', () => {
  const text = textOf([request({ route: undefined, status: 404 }), request({ method: 'BREW' }), request({ method: 'X' })]);
  expect(text.match(/_count\{.*/g)).toEqual([
    '_count{http_request_method="GET",http_response_status_code="404",environment="Staging",version="v1"} 1',
    '_count{http_route="/api/invoke",http_request_method="_OTHER",http_response_status_code="200",environment="Staging",version="v1"} 2',
  ]);
});

test('label values are escaped', () => {
  expect(textOf([request()], { version: 'a"b\\c\nd' })).toContain('version="a\\"b\\\\c\\nd"');
});

test('the service counts its requests but no health checks; failures are there from zero on; scrapes count nowhere', async () => {
  const durations = durationsOf({ environment: 'Staging', version: 'v1' });
  const service = await startService({ durations });
  const exporter = createExporter(durations);
  const url = await listen(exporter);
  const counts = async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return text.match(/_count\{.*/g)?.map((line) => line.replace(/,environment.*\}/, '}'));
  };
  const invoke = (status: number, count: number) =>
    `_count{http_route="/api/invoke",http_request_method="GET",http_response_status_code="${status}"} ${count}`;
  expect(await counts()).toEqual([invoke(200, 0), invoke(500, 0)]);
  for (const path of ['/api/invoke?sleep=1', '/health', '/nowhere?a=b', '/metrics']) await service.get(path);
  expect(await counts()).toEqual([invoke(200, 1), invoke(500, 0), '_count{http_request_method="GET",http_response_status_code="404"} 2']);
  expect((await fetch(`${url}/metrics`)).headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect([(await fetch(url)).status, (await fetch(`${url}/metrics`, { method: 'POST' })).status]).toEqual([404, 404]);
  await Promise.all([service.close(), close(exporter)]);
});
