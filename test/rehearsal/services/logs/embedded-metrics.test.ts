import { embeddedMetrics } from '../../../../rehearsal/services/logs/embedded-metrics';

const time = Date.UTC(2026, 10, 20, 9);
const line = (more: object, directive: object = {}) =>
  JSON.stringify({
    _aws: {
      Timestamp: time,
      CloudWatchMetrics: [
        {
          Namespace: 'Sample',
          Dimensions: [['service', 'environment']],
          Metrics: [{ Name: 'latency', Unit: 'Milliseconds' }],
          ...directive,
        },
      ],
    },
    service: 'sample',
    environment: 'Staging',
    latency: 12.5,
    ...more,
  });

const dimensions = [
  { Name: 'service', Value: 'sample' },
  { Name: 'environment', Value: 'Staging' },
];
const datum = {
  MetricName: 'latency',
  Dimensions: dimensions,
  Timestamp: new Date(time),
  Values: [12.5],
  Unit: 'Milliseconds',
  StorageResolution: 60,
};

test('one datum per metric and set of dimensions', () => {
  expect(embeddedMetrics(line({}))).toEqual([{ namespace: 'Sample', data: [datum] }]);
  expect(embeddedMetrics(line({}, { Dimensions: [['service'], []] }))[0]!.data.map(({ Dimensions }) => Dimensions.length)).toEqual([1, 0]);
});

test('several values, high resolution', () => {
  const [metrics] = embeddedMetrics(line({ latency: [1, 2, 3] }, { Metrics: [{ Name: 'latency', StorageResolution: 1 }] }));
  expect(metrics!.data).toEqual([{ ...datum, Values: [1, 2, 3], Unit: 'None', StorageResolution: 1 }]);
});

test.each([
  ['plain text', 'GET / 200'],
  ['JSON without metrics', '{"level":"INFO"}'],
  ['broken JSON', '{"_aws": '],
  ['no namespace', line({}, { Namespace: '' })],
])('%s holds none', (_what, message) => {
  expect(embeddedMetrics(message)).toEqual([]);
});

test.each([
  ['a metric that the line does not hold', { latency: undefined }],
  ['a metric that is a text', { latency: '12' }],
  ['a dimension that the line does not hold', { service: undefined }],
  ['a dimension that is a number', { service: 7 }],
])('%s is left out', (_what, more) => {
  expect(embeddedMetrics(line(more))).toEqual([{ namespace: 'Sample', data: [] }]);
});
