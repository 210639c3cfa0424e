/** What Prometheus is asked. */
import { planRequest, queriesOf } from '../../../lambda/sources/prometheus/plan';
import { matchersText } from '../../../lambda/sources/prometheus/promql';
import { batch } from '../../../lambda/sources/prometheus/batch';
import { key, request, signature, start, windowOf } from '../requests';

const labels = { job: 'shop', env: 'staging' };
const inStaging = (...of: Parameters<typeof signature>) =>
  request(signature(...of), { environment: { name: 'Staging', tags: [], prometheus: { labels } } });
const queries = (...of: Parameters<typeof signature>): readonly string[] => queriesOf(planRequest(inStaging(...of), 60));

const duration = 'http_server_request_duration_seconds';
const mine = 'job="shop",env="staging"';
const count = (own = '') => `sum(rate(${duration}_count{${own}${mine}}[60s])) * 60`;

test.each<[string, Parameters<typeof signature>, readonly string[]]>([
  [
    'an average',
    ['service.responsetime'],
    [`sum(rate(${duration}_sum{${mine}}[60s])) / sum(rate(${duration}_count{${mine}}[60s]))`, count()],
  ],
  [
    'a percentile',
    ['service.responsetime', 'p99.9'],
    [`histogram_quantile(0.999, sum by (le) (rate(${duration}_bucket{${mine}}[60s])))`, count()],
  ],
  [
    'a median',
    ['service.responsetime', 'median'],
    [`histogram_quantile(0.5, sum by (le) (rate(${duration}_bucket{${mine}}[60s])))`, count()],
  ],
  ['failures of requests', ['service.failurerate'], [count('http_response_status_code=~"[45]..",'), count()]],
  ['requests', ['service.requestspermin'], [count()]],
  ['errors', ['service.errorcounthttp5xx', 'sum'], [count('http_response_status_code=~"5..",'), count()]],
  [
    'a route',
    ['servicemethod.failurerate', 'avg', { method: '/api/{id}' }],
    [
      count(`http_response_status_code=~"5..",`).replace(mine, `${mine},http_route="/api/{id}"`),
      count().replace(mine, `${mine},http_route="/api/{id}"`),
    ],
  ],
  ['a gauge', ['pgi.cpu.usage', 'max'], [`max(max_over_time(process_cpu_utilization_ratio{${mine}}[60s]))`]],
  [
    'a rate of two counts',
    [{ kind: 'rate', numerator: key('service.errorcounthttp4xx'), denominator: key('service.requestspermin') }],
    [count('http_response_status_code=~"4..",'), count()],
  ],
  ['a raw gauge', [{ kind: 'timeseries', key: 'prometheus:queue_length' }], [`avg(avg_over_time(queue_length{${mine}}[60s]))`]],
  [
    'a raw expression',
    [{ kind: 'timeseries', key: 'prometheus:sum(rate(jobs{$labels,kind="a"}[1m])) / count(up{$labels})' }],
    [`sum(rate(jobs{${mine},kind="a"}[1m])) / count(up{${mine}})`],
  ],
])('%s', (_, of, expected) => {
  expect(queries(...of)).toEqual(expected);
});

test.each<[string, Parameters<typeof signature>]>([
  ['the smallest of a histogram', ['service.responsetime', 'min']],
  ['the greatest of a histogram', ['service.responsetime', 'max']],
  ['what it does not have', ['pgi.mem.usage']],
  ['relationships', [{ kind: 'smartscape', relation: 'toRelationships:calls' }]],
  ['a key of Dynatrace', [{ kind: 'timeseries', key: 'dynatrace:problems.open' }]],
])('%s is unsupported', (_, of) => {
  expect(planRequest(inStaging(...of), 60)).toMatchObject({ kind: 'answered', outcome: { kind: 'unsupported' } });
});

test('an environment without labels is no environment', () => {
  expect(planRequest(request(signature('service.responsetime')), 60)).toMatchObject({
    outcome: { kind: 'no-entity', detail: expect.stringContaining('labels') },
  });
});

test('a rate needs two scrapes', () => {
  expect(queriesOf(planRequest(inStaging('service.requestspermin'), 120))[0]).toContain('[120s]');
});

test('values of labels cannot leave their quotes', () => {
  expect(matchersText({ a: 'x"} or up{b="\\\n' })).toBe(String.raw`a="x\"} or up{b=\"\\\n"`);
});

test('a dollar in a label is no pattern', () => {
  const { environment, ...others } = inStaging({ kind: 'timeseries', key: 'prometheus:up{$labels}' });
  const plan = planRequest({ ...others, environment: { ...environment, prometheus: { labels: { job: '$&' } } } }, 60);
  expect(queriesOf(plan)).toEqual(['up{job="$&"}']);
});

test.each([
  ['the same window twice', [0, 0], 1],
  ['neighbours', [0, 10], 1],
  ['half an hour apart', [0, 40], 1],
  ['a day apart', [0, 1440], 2],
])('%s', (_, minutes, calls) => {
  expect(batch(minutes.map((minute) => ({ query: 'up', window: windowOf(10, start + minute * 60_000) })))).toHaveLength(calls);
});
