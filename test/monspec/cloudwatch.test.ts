/** What only CloudWatch knows: the key `cloudwatch` of a signature, and the source that a signature names. */
import { labelOf, unitOf } from '../../lambda/monspec/describe';
import { sourceOf } from '../../lambda/monspec/source-of';
import { comparison, key, parse, parsed, service } from './files';

const one = (signature: object) => parsed({ perfsignature: [signature] }).services[0]!.signatures[0]!;

const issuesOf = (signature: object): string[] => {
  const result = parse({ S: service({ perfsignature: [signature] }) });
  return result.ok ? [] : result.issues.map(({ path, message, fix }) => `${path}: ${message} ${fix}`);
};

const metric = { namespace: 'Shop', metric: 'Queue' };

test('a statistic has a period of a minute and no scale, and is named after its metric', () => {
  const signature = one({ cloudwatch: { ...metric, statistic: 'tm99' }, unit: 'orders' });
  expect(signature).toEqual({
    id: 'Shop/Queue tm99/avg',
    metric: { kind: 'cloudwatch', query: { kind: 'statistic', ...metric, statistic: 'tm99', periodSeconds: 60, scale: 1 } },
    aggregate: 'avg',
    direction: 'upper',
    unit: 'orders',
  });
  expect([labelOf(signature), unitOf(signature), sourceOf(signature.metric)]).toEqual(['Shop/Queue tm99 (avg)', 'orders', 'cloudwatch']);
});

test('an expression with its metrics', () => {
  const metrics = { bad: { ...metric, statistic: 'Sum', dimensions: { Env: '{{environment}}' } } };
  expect(one({ cloudwatch: { expression: 'bad * 2', metrics, period: 10, scale: 0.5 } }).metric).toEqual({
    kind: 'cloudwatch',
    query: { kind: 'expression', expression: 'bad * 2', metrics, periodSeconds: 10, scale: 0.5 },
  });
});

test('alarms may not ring, unless a limit says otherwise', () => {
  const alarms = ['a', 'b'];
  expect(one({ cloudwatch: { alarms } })).toMatchObject({ aggregate: 'max', upperLimit: 1 });
  expect(one({ cloudwatch: { alarms }, upperlimit: 2 })).toMatchObject({ upperLimit: 2 });
  expect(unitOf(one({ cloudwatch: { alarms } }))).toBe('alarms');
});

test('an error budget is in percent, and lower is worse', () => {
  expect(unitOf(one({ cloudwatch: { slo: 'checkout' }, lowerlimit: 10 }))).toBe('%');
  expect(issuesOf({ cloudwatch: { slo: 'checkout' } })).toEqual([
    'S.perfsignature[0].cloudwatch: An error budget is worse when it is lower. Add "lowerlimit": 10 (percent), or "validate": "lower".',
  ]);
});

test.each([
  [{ cloudwatch: {} }, 'names exactly one of metric, expression, alarms, slo; this names none'],
  [{ cloudwatch: { ...metric, slo: 'x' }, lowerlimit: 1 }, 'this names metric and slo'],
  [{ cloudwatch: { metric: 'Queue' } }, '"namespace" is missing'],
  [{ cloudwatch: { alarms: ['a'], period: 10 } }, '"period" means nothing beside "alarms". Remove it.'],
  [{ cloudwatch: { ...metric, metrics: {} } }, '"metrics" means nothing beside "metric"'],
  [{ cloudwatch: { ...metric, statistic: 'Mean' } }, 'This is not a statistic of CloudWatch'],
  [{ cloudwatch: { ...metric, period: 42 } }, 'Use one of 1, 5, 10, 30, 60, 300, 3600 (seconds).'],
  [{ cloudwatch: { ...metric, scale: 0 } }, 'This must be a number from'],
  [{ cloudwatch: { ...metric, statstic: 'Sum' } }, 'Did you mean "statistic"?'],
  [{ cloudwatch: { expression: 'A', metrics: { A: metric } } }, 'This is not an id of metric math'],
  [{ cloudwatch: { alarms: [] } }, 'a list of 1 to 100 names of alarms'],
  [{ cloudwatch: metric, timeseries: key('service.responsetime') }, 'this one names timeseries and cloudwatch'],
  [{ cloudwatch: metric, source: 'dynatrace' }, 'Only cloudwatch has this metric. Remove "source".'],
  [{ smartscape: 'toRelationships:calls', source: 'file' }, 'Only dynatrace has this metric'],
  [{ timeseries: key('service.responsetime'), source: 'graphite' }, 'is not a metric source'],
])('%j is refused', (signature, message) => {
  expect(issuesOf(signature).join('\n')).toContain(message);
});

test('a signature may name any source of a portable metric', () => {
  expect(one({ timeseries: key('service.responsetime'), source: 'dynatrace' }).source).toBe('dynatrace');
});

test('a margin is given by namespace and metric', () => {
  const [only] = parsed({
    comparisons: [comparison({ scalefactorperc: { 'Shop/Queue': 50 } })],
    perfsignature: [{ cloudwatch: metric }],
  }).services;
  expect(only!.comparisons[0]!.allowedPercent.byMetric).toEqual({ 'Shop/Queue': 50 });
});
