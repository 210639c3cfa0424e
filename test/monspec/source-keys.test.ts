/** Keys that one source alone understands. */
import { kindOf, labelOf, unitOf, windowStatisticOf } from '../../lambda/monspec/describe';
import type { Aggregate } from '../../lambda/monspec/monspec';
import { sourceKeyOf } from '../../lambda/monspec/source-key';
import { comparison, environments, issues, parsed } from './files';

test.each([
  ['dynatrace:problems.open', { source: 'dynatrace', query: 'problems.open' }],
  ['dynatrace:builtin:service.cpu.time', { source: 'dynatrace', query: 'builtin:service.cpu.time' }],
  ['builtin:service.cpu.time', { source: 'dynatrace', query: 'builtin:service.cpu.time' }],
  ['calc:service.orders', { source: 'dynatrace', query: 'calc:service.orders' }],
  ['prometheus:up{$labels}', { source: 'prometheus', query: 'up{$labels}' }],
  ['com.dynatrace.builtin:service.responsetime', undefined],
  ['cloudwatch:RequestCount', undefined],
  ['prometheus:', undefined],
  ['prometheus: up', undefined],
  [`builtin:${'x'.repeat(2001)}`, undefined],
])('%s', (key, expected) => {
  expect(sourceKeyOf(key)).toEqual(expected);
});

test.each<[string, Aggregate, string, string, string]>([
  ['dynatrace:problems.open', 'max', 'problems', 'problems', 'max'],
  ['builtin:service.response.time', 'p90', 'duration', 'ms', 'mean'],
  ['builtin:service.requestCount.total', 'avg', 'throughput', 'requests/min', 'mean'],
  ['builtin:service.cpu.time', 'avg', 'raw', 'units', 'mean'],
  ['calc:service.orders', 'sum', 'raw', 'units', 'total'],
  ['prometheus:queue', 'median', 'raw', 'units', 'mean'],
])('%s %s is a %s in %s, the %s of its window', (key, aggregate, kind, unit, statistic) => {
  const metric = { kind: 'timeseries', key } as const;
  expect({ kind: kindOf(metric), unit: unitOf({ metric, aggregate }), statistic: windowStatisticOf(kindOf(metric), aggregate) }).toEqual({
    kind,
    unit,
    statistic,
  });
});

test.each([
  ['dynatrace:problems.open', 'Open problems (max)'],
  ['builtin:service.response.time', 'Response time (max)'],
  ['dynatrace:calc:service.orders', 'calc:service.orders (max)'],
  ['prometheus:queue', 'queue (max)'],
])('%s is called %s', (key, label) => {
  expect(labelOf({ metric: { kind: 'timeseries', key }, aggregate: 'max' })).toBe(label);
});

test('a signature on open problems takes their greatest number, and a limit', () => {
  const [service] = parsed({ perfsignature: [{ timeseries: 'dynatrace:problems.open', upperlimit: 1 }] }).services;
  expect(service!.signatures).toMatchObject([{ id: 'dynatrace:problems.open/max', aggregate: 'max', upperLimit: 1 }]);
});

test('a raw metric may name its unit, and have a margin of its own', () => {
  const key = 'calc:service.orders';
  const [service] = parsed({
    comparisons: [comparison({ scalefactorperc: { [key]: 10 } })],
    perfsignature: [{ timeseries: key, unit: 'orders' }],
  }).services;
  expect(unitOf(service!.signatures[0]!)).toBe('orders');
  expect(service!.comparisons[0]!.allowedPercent.byMetric).toEqual({ [key]: 10 });
});

test('Prometheus labels of an environment', () => {
  const labels = { job: 'shop', env: 'staging' };
  expect(parsed({ environments: { ...environments, Staging: { prometheus: { labels } } } }).services[0]!.environments['Staging']).toEqual({
    name: 'Staging',
    tags: [],
    prometheus: { labels },
  });
});

const one = (signature: object) => issues({ perfsignature: [signature] });
const labelled = (labels: object) => issues({ environments: { ...environments, Staging: { prometheus: { labels } } } });

test.each<[string, () => readonly { path: string; message: string; fix: string }[], RegExp]>([
  ['an unknown key', () => one({ timeseries: 'service.responsetim' }), /service\.responsetime"\?$/],
  ['a key of an unknown source', () => one({ timeseries: 'graphite:a.b' }), /not a known metric key/],
  ['PromQL that measures all environments alike', () => one({ timeseries: 'prometheus:sum(rate(jobs_total[1m]))' }), /\$labels/],
  ['a unit where it is known', () => one({ timeseries: 'builtin:service.response.time', unit: 's' }), /Remove "unit"/],
  ['a unit that is too long', () => one({ timeseries: 'calc:a', unit: 'x'.repeat(17) }), /1 to 16/],
  ['a sum of open problems', () => one({ timeseries: 'dynatrace:problems.open', aggregate: 'sum' }), /max, min, avg, median/],
  ['no labels', () => labelled({}), /at least one label/],
  ['a label that is none', () => labelled({ 'http.route': 'x' }), /name of a Prometheus label/],
  ['a label without a value', () => labelled({ job: '' }), /1 to 256 characters/],
])('%s', (_, found, text) => {
  const [issue, ...others] = found();
  expect(others).toEqual([]);
  expect(`${issue?.message} ${issue?.fix}`).toMatch(text);
});
