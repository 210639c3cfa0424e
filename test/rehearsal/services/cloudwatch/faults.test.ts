import { metricsCloud, minute, points, put } from '../../support/metrics-cloud';

/** Six minutes with a value each; the clock stands at minute six. */
const sixMinutes = async () => {
  const { cloud, clock, control } = metricsCloud();
  for (const at of [0, 1, 2, 3, 4, 5]) {
    await put(cloud, { Timestamp: new Date(minute(at)), Value: at });
    await clock.advance(60_000);
  }
  return { cloud, clock, control };
};

test.each([
  [
    'missing',
    { kind: 'missing', since: minute(3) },
    [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
  ],
  [
    'half',
    { kind: 'half', since: minute(2) },
    [
      [0, 0],
      [1, 1],
      [2, 2],
      [4, 4],
    ],
  ],
  [
    'nan',
    { kind: 'nan', since: minute(5) },
    [
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
      [5, Number.NaN],
    ],
  ],
  [
    'stale',
    { kind: 'stale', staleMinutes: 4 },
    [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
  ],
  [
    'another namespace',
    { kind: 'missing', namespace: 'Other', since: 0 },
    [
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
      [5, 5],
    ],
  ],
  [
    'another metric',
    { kind: 'missing', namespace: 'App', metricName: 'Errors', since: 0 },
    [
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
      [5, 5],
    ],
  ],
  ['this metric', { kind: 'missing', namespace: 'App', metricName: 'Latency', since: 0 }, []],
] as const)('%s', async (_what, fault, expected) => {
  const { cloud, control } = await sixMinutes();
  const undo = control.add(fault);
  expect(await points(cloud, 'Sum', 0, 6)).toEqual(expected);
  undo();
  expect(await points(cloud, 'Sum', 0, 6)).toHaveLength(6);
});

test('a fault without a start begins when it is added', async () => {
  const { cloud, clock, control } = await sixMinutes();
  control.add({ kind: 'missing' });
  await put(cloud, { Value: 6 });
  await clock.advance(60_000);
  expect(await points(cloud, 'Sum', 0, 7)).toHaveLength(6);
  control.clear();
  expect(await points(cloud, 'Sum', 0, 7)).toHaveLength(7);
});

test('dimensions narrow a fault', async () => {
  const { cloud, control } = metricsCloud();
  const Dimensions = [{ Name: 'Environment', Value: 'Staging' }];
  await put(cloud, { Value: 1, Dimensions });
  await put(cloud, { Value: 1 });
  control.add({ kind: 'missing', dimensions: { Environment: 'Staging' }, since: 0 });
  expect(await points(cloud, 'Sum', 0, 1)).toHaveLength(1);
  expect(await points(cloud, 'Sum', 0, 1, { Metric: { Namespace: 'App', MetricName: 'Latency', Dimensions } })).toEqual([]);
});

test('with an ingestion delay a point is readable late, under its own time', async () => {
  const { cloud, clock, control } = metricsCloud();
  control.ingestionDelayMilliseconds = 120_000;
  await put(cloud, { Value: 1 });
  await clock.advance(119_000);
  expect(await points(cloud, 'Sum', 0, 3)).toEqual([]);
  await clock.advance(1000);
  expect(await points(cloud, 'Sum', 0, 3)).toEqual([[0, 1]]);
});
