import { labelOf, unitOf, windowStatisticOf, kindOf } from '../../lambda/monspec/describe';
import { keyPrefix, mappingOf, metricKeys } from '../../lambda/monspec/metrics';
import type { Aggregate } from '../../lambda/monspec/monspec';
import { key } from './files';

/** The original's keys that the product promises, and what Dynatrace calls them today. */
test.each([
  ['service.responsetime', 'builtin:service.response.time', 0.001],
  ['service.failurerate', 'builtin:service.errors.total.rate', 1],
  ['service.requestspermin', 'builtin:service.requestCount.total', 1],
  ['service.serversidefailurerate', 'builtin:service.errors.server.rate', 1],
  ['service.clientsidefailurerate', 'builtin:service.errors.client.rate', 1],
  ['service.errorcounthttp4xx', 'builtin:service.errors.fourxx.count', 1],
  ['service.errorcounthttp5xx', 'builtin:service.errors.fivexx.count', 1],
  ['servicemethod.responsetime', 'builtin:service.keyRequest.response.time', 0.001],
  ['servicemethod.failurerate', 'builtin:service.keyRequest.errors.server.rate', 1],
  ['pgi.cpu.usage', 'builtin:tech.generic.cpu.usage', 1],
  ['pgi.mem.usage', 'builtin:tech.generic.mem.usage', 1],
])('%s is %s in Dynatrace, times %d', (name, selector, scale) => {
  expect(mappingOf(key(name))?.dynatrace).toMatchObject({ selector, scale });
});

test('every key has the prefix, and a key without it is unknown', () => {
  expect(metricKeys.every((one) => one.startsWith(keyPrefix))).toBe(true);
  expect(mappingOf('service.responsetime')).toBeUndefined();
  expect(mappingOf('toString')).toBeUndefined();
});

test('a rate on CloudWatch counts out of the requests', () => {
  const rates = metricKeys.flatMap((one) => {
    const mapping = mappingOf(one)?.cloudwatch;
    return typeof mapping === 'object' && mapping.kind === 'rate' ? [mapping.denominator] : [];
  });
  expect(rates).toEqual(['RequestCount', 'RequestCount', 'RequestCount']);
});

test.each<[string, Aggregate, string, string]>([
  ['service.responsetime', 'avg', 'ms', 'mean'],
  ['service.responsetime', 'p90', 'ms', 'mean'],
  ['service.responsetime', 'median', 'ms', 'mean'],
  ['service.responsetime', 'max', 'ms', 'max'],
  ['service.failurerate', 'avg', '%', 'mean'],
  ['service.failurerate', 'median', '%', 'median'],
  ['service.requestspermin', 'count', 'requests/min', 'mean'],
  ['service.requestspermin', 'avg', 'requests/min', 'mean'],
  ['service.errorcounthttp5xx', 'count', 'errors', 'total'],
  ['service.errorcounthttp5xx', 'sum', 'errors', 'total'],
  ['service.errorcounthttp5xx', 'avg', 'errors/min', 'mean'],
  ['pgi.cpu.usage', 'avg', '%', 'mean'],
])('%s %s is in %s, the %s of its window', (name, aggregate, unit, statistic) => {
  const metric = { kind: 'timeseries', key: key(name) } as const;
  expect(unitOf({ metric, aggregate })).toBe(unit);
  expect(windowStatisticOf(kindOf(metric), aggregate)).toBe(statistic);
});

test.each([
  [{ metric: { kind: 'timeseries', key: key('service.responsetime') }, aggregate: 'p90' }, 'Response time (p90)'],
  [
    { metric: { kind: 'timeseries', key: key('servicemethod.failurerate') }, aggregate: 'avg', method: '/api/buy' },
    'Failure rate of /api/buy (avg)',
  ],
  [{ metric: { kind: 'smartscape', relation: 'toRelationships:calls' }, aggregate: 'count' }, 'Smartscape toRelationships:calls (count)'],
  [
    { metric: { kind: 'rate', numerator: key('service.errorcounthttp4xx'), denominator: key('service.requestspermin') }, aggregate: 'avg' },
    'HTTP 4xx errors / requests per minute (avg)',
  ],
] as const)('%j is called %s', (of, label) => {
  expect(labelOf(of)).toBe(label);
});
