/** What becomes of Dynatrace's answers. */
import type { Sample } from '../support/dynatrace-stand-in';
import { Refused } from '../support/dynatrace-selectors';
import { key, request, signature, start, windowOf } from '../requests';
import { now } from '../support/time';
import { of, outcomeFrom, raw, service, sourceOf, stopTenants, tagsOf, tenantWith } from './tenant';

afterEach(stopTenants);

const ten = (value: number): number[] => Array.from({ length: 10 }, () => value);

/** Answers by the end of the metric's key. */
const by =
  (values: Readonly<Record<string, number | null>>) =>
  ({ selector: { key: name, transformations } }: Sample) => {
    const suffix = transformations.includes('count') ? 'count' : (name.split(/[.:]/).at(-1) ?? '');
    return values[`${name.split('.').at(-2)}.${suffix}`] ?? values[suffix] ?? null;
  };

test('microseconds become milliseconds, weighted by the requests behind them', async () => {
  const outcome = await outcomeFrom(
    { sample: ({ selector }) => (selector.transformations.includes('count') ? 40 : 210_000) },
    of('service.responsetime', 'p95'),
  );
  expect(outcome).toMatchObject({ kind: 'series', unit: 'ms', series: { kind: 'level', values: ten(210), weights: ten(40) } });
});

test('a raw selector of the table is in the unit of the table, any other in its own', async () => {
  const sample = () => 210_000;
  expect(await outcomeFrom({ sample }, raw('builtin:service.response.time'))).toMatchObject({ unit: 'ms', series: { values: ten(210) } });
  expect(await outcomeFrom({ sample }, raw('builtin:service.cpu.time', 'avg', { unit: 'µs' }))).toMatchObject({
    unit: 'µs',
    series: { values: ten(210_000) },
  });
});

test('a failure rate becomes failures of requests, so that busy minutes weigh more', async () => {
  const outcome = await outcomeFrom({ sample: by({ 'total.rate': 5, 'requestCount.total': 120 }) }, of('service.failurerate'));
  expect(outcome).toMatchObject({ unit: '%', series: { kind: 'rate', numerator: ten(6), denominator: ten(120) } });
});

test('errors that are not reported are zero where there were requests, and missing elsewhere', async () => {
  const sample = ({ selector, at }: Sample) => (selector.key.endsWith('requestCount.total') && at < start + 5 * 60_000 ? 10 : undefined);
  expect(await outcomeFrom({ sample }, of('service.errorcounthttp5xx', 'sum'))).toMatchObject({
    unit: 'errors',
    series: { values: [0, 0, 0, 0, 0, null, null, null, null, null] },
  });
});

test('a rate of two counts', async () => {
  const rate = { kind: 'rate', numerator: key('service.errorcounthttp4xx'), denominator: key('service.requestspermin') } as const;
  expect(await outcomeFrom({ sample: by({ 'fourxx.count': 3, 'requestCount.total': 60 }) }, of(rate))).toMatchObject({
    unit: '%',
    series: { numerator: ten(3), denominator: ten(60) },
  });
});

test('a key request of the service, and no other of that name', async () => {
  const method = {
    id: 'SERVICE_METHOD-1',
    type: 'SERVICE_METHOD',
    name: '/api/"invoke"',
    tags: [],
    fromRelationships: { isServiceMethodOfService: ['SERVICE-STAGING'] },
  };
  const other = { ...method, id: 'SERVICE_METHOD-2', fromRelationships: { isServiceMethodOfService: ['SERVICE-PRODUCTION'] } };
  const sample = ({ entities }: Sample) => (entities.length === 1 && entities[0]!.id === 'SERVICE_METHOD-1' ? 1_000 : null);
  const entities = [service('Staging'), service('Production'), method, other];
  expect(await outcomeFrom({ entities, sample }, of('servicemethod.responsetime', 'max', { method: method.name }))).toMatchObject({
    series: { values: ten(1) },
  });
  expect(await outcomeFrom({ entities, sample }, of('servicemethod.responsetime', 'max', { method: '/api/other' }))).toMatchObject({
    kind: 'no-entity',
    detail: expect.stringContaining('key request /api/other'),
  });
});

test('a Managed address has its environment in the path', async () => {
  const { url } = await tenantWith({}, '/e/19a63a26-f1e3-49e4-8869-be6c6b1c1f79');
  const { answers } = await sourceOf(`${url}/`).fetch([of('service.requestspermin')]);
  expect(answers[0]!.outcome.kind).toBe('series');
});

describe('resolution', () => {
  const old = (days: number) => of('service.requestspermin').window.start - days * 86_400_000;
  test.each([
    [1, 60, 10],
    [20, 300, 2],
  ])('a window of %i days ago has periods of %i s and values per minute', async (days, periodSeconds, count) => {
    const outcome = await outcomeFrom(
      { sample: () => periodSeconds },
      { ...of('service.requestspermin'), window: windowOf(10, old(days)) },
    );
    expect(outcome).toMatchObject({ series: { periodSeconds, values: Array.from({ length: count }, () => 60) } });
  });

  test('one period for the whole window has no slots', async () => {
    expect(await outcomeFrom({ rewrite: (answer) => ({ ...answer, resolution: 'Inf' }) }, of('service.requestspermin'))).toMatchObject({
      kind: 'partial',
    });
  });

  test.each([
    ['that follow each other share a call', 30 / 1440, 1],
    ['a day apart do not: most of it would be fetched for nothing', 1, 10],
  ])('windows %s', async (_, apart, calls) => {
    const { server, url } = await tenantWith();
    const requests = Array.from({ length: 10 }, (_, day) => ({
      ...of('service.requestspermin'),
      id: String(day),
      window: windowOf(30, old(day * apart)),
    }));
    const { answers } = await sourceOf(url).fetch(requests);
    expect(
      answers.every(
        ({ outcome }) =>
          outcome.kind === 'series' && outcome.series.kind === 'level' && outcome.series.values.every((value) => value === 1),
      ),
    ).toBe(true);
    expect(server.requests.filter(({ path }) => path.endsWith('/metrics/query'))).toHaveLength(calls);
  });
});

describe('answers that are not to be trusted', () => {
  const series = (values: (number | null)[], timestamps = values.map((_, index) => start + (index + 1) * 60_000)) => ({
    dimensions: [],
    dimensionMap: {},
    timestamps,
    values,
  });
  const metricId = 'builtin:service.requestCount.total:splitBy()';
  const answering = (result: unknown, more: object = {}) => ({
    rewrite: (answer: Record<string, unknown>) => ({ ...answer, result, ...more }),
  });
  test.each([
    ['no collection', [], 'no-data'],
    [
      'a collection of another metric only',
      [
        { metricId: 'builtin:other', data: [] },
        { metricId: 'builtin:another', data: [] },
      ],
      'bad-query',
    ],
    ['no series', [{ metricId, data: [] }], 'no-data'],
    ['a series without values', [{ metricId, data: [{ dimensions: [], dimensionMap: {} }] }], 'no-data'],
    ['nulls only', [{ metricId, data: [series([null, null])] }], 'no-data'],
    ['several series', [{ metricId, data: [series([1]), series([2])] }], 'bad-query'],
    [
      'several collections',
      [
        { metricId, data: [series([1])] },
        { metricId, data: [series([1])] },
      ],
      'bad-query',
    ],
    ['more values than times', [{ metricId, data: [series([1, 2], [start])] }], 'partial'],
    ['a warning and data', [{ metricId, data: [series([1])], warnings: ['cut short'] }], 'partial'],
    ['a warning and no data', [{ metricId, data: [], warnings: ['no such dimension'] }], 'no-data'],
    ['texts for numbers', [{ metricId, data: [{ timestamps: [1], values: ['1'] }] }], 'partial'],
  ])('%s', async (_, result, kind) => {
    expect((await outcomeFrom(answering(result), of('service.requestspermin'))).kind).toBe(kind);
  });

  test('warnings reach the reader', async () => {
    const result = [{ metricId, data: [], warnings: ['The dimension key has been referenced, but the metric has no such key.'] }];
    expect(await outcomeFrom(answering(result), of('service.requestspermin'))).toMatchObject({
      detail: expect.stringContaining('no such key'),
    });
  });

  test('a cursor means that there is more', async () => {
    expect((await outcomeFrom({ rewrite: (answer) => ({ ...answer, nextPageKey: 'more' }) }, of('service.requestspermin'))).kind).toBe(
      'partial',
    );
  });
});

test('one wrong selector does not take the others with it', async () => {
  const sample = ({ selector }: Sample): number => {
    if (selector.key === 'calc:service.gone') {
      throw new Refused('The metric calc:service.gone does not exist');
    }
    return 1;
  };
  const { url } = await tenantWith({ sample });
  const wanted = ['builtin:service.cpu.time', 'calc:service.gone', 'calc:service.orders', 'calc:service.items', 'calc:service.carts'];
  const { answers } = await sourceOf(url).fetch(wanted.map((one) => ({ ...raw(one), id: one })));
  expect(answers.map(({ outcome }) => outcome.kind)).toEqual(['series', 'bad-query', 'series', 'series', 'series']);
  expect(answers[1]!.outcome).toMatchObject({ detail: expect.stringContaining('does not exist') });
});

test('a token without the scope says which scope it lacks', async () => {
  expect(await outcomeFrom({ scopes: ['entities.read'] }, of('service.requestspermin'))).toMatchObject({
    kind: 'unauthorised',
    detail: expect.stringContaining('metrics.read'),
  });
});

test('a selector that matches 5,000 entities is refused, and so is its topology', async () => {
  const entities = Array.from({ length: 5000 }, (_, id) => service('Staging', { id: `SERVICE-${id}` }));
  expect(await outcomeFrom({ entities }, of('service.requestspermin'))).toMatchObject({
    kind: 'bad-query',
    detail: expect.stringContaining('5000 entities'),
  });
  expect(
    await outcomeFrom({ entities, pageSize: 100 }, of({ kind: 'smartscape', relation: 'toRelationships:calls' }, 'count')),
  ).toMatchObject({ kind: 'bad-query' });
});

describe('relationships', () => {
  const calls = of({ kind: 'smartscape', relation: 'toRelationships:calls' }, 'count');
  const runsOn = { ...of({ kind: 'smartscape', relation: 'fromRelationships:runsOn' }, 'count'), id: 'runsOn' };
  const entities = [
    service('Staging', { id: 'SERVICE-1', toRelationships: { calls: ['SERVICE-8', 'SERVICE-9'], other: ['SERVICE-7'] } }),
    service('Staging', { id: 'SERVICE-2', toRelationships: { calls: ['SERVICE-9'] }, fromRelationships: { runsOn: ['PROCESS_GROUP-1'] } }),
    service('Production', { id: 'SERVICE-3', toRelationships: { calls: ['SERVICE-5'] } }),
  ];

  test('are counted once each over the whole window, of all pages', async () => {
    const { server, url } = await tenantWith({ entities, pageSize: 1 });
    const { answers } = await sourceOf(url).fetch([calls, runsOn]);
    expect(answers).toMatchObject([
      { outcome: { kind: 'series', unit: 'relationships', series: { kind: 'level', periodSeconds: 600, start, values: [2] } } },
      { outcome: { series: { values: [1] } } },
    ]);
    expect(server.requests).toHaveLength(2);
  });

  test('of an entity that has none are zero', async () => {
    expect(await outcomeFrom({ entities: [service('Staging')] }, calls)).toMatchObject({ kind: 'series', series: { values: [0] } });
  });

  test('of no entity are no zero', async () => {
    expect(await outcomeFrom({ entities: [] }, calls)).toMatchObject({ kind: 'no-entity' });
  });
});

describe('open problems', () => {
  const problems = raw('dynatrace:problems.open', 'max');
  const minute = (at: number): number => start + at * 60_000;
  const problem = (from: number, to: number, affected = 'SERVICE-STAGING') => ({ startTime: from, endTime: to, affected: [affected] });

  test('are counted minute by minute, also those that began long before', async () => {
    const outcome = await outcomeFrom(
      { problems: [problem(minute(-4000), -1), problem(minute(2), minute(4)), problem(minute(0), -1, 'SERVICE-PRODUCTION')], pageSize: 1 },
      problems,
    );
    expect(outcome).toMatchObject({ kind: 'series', unit: 'problems', series: { values: [1, 1, 2, 2, 1, 1, 1, 1, 1, 1] } });
  });

  test('none are zero', async () => {
    expect(await outcomeFrom({}, problems)).toMatchObject({ kind: 'series', series: { values: ten(0) } });
  });

  test('are unknown in the future', async () => {
    expect(await outcomeFrom({}, { ...problems, window: windowOf(10, now - 5 * 60_000) })).toMatchObject({
      series: { values: [0, 0, 0, 0, 0, null, null, null, null, null] },
    });
    expect(await outcomeFrom({}, { ...problems, window: windowOf(10, now + 60_000) })).toMatchObject({ kind: 'no-data' });
  });
});

test('a clock that is wrong is named where there is no data', async () => {
  const { server, url } = await tenantWith({ sample: () => null });
  server.clock = () => now - 300_000;
  const { answers } = await sourceOf(url).fetch([of('service.requestspermin')]);
  expect(answers[0]!.outcome).toMatchObject({ kind: 'no-data', detail: expect.stringContaining('300 s ahead') });
});

test('one environment that is unknown does not hide the other', async () => {
  const { url } = await tenantWith();
  const nowhere = request(signature('service.requestspermin'), {
    id: 'nowhere',
    environment: { name: 'Nowhere', tags: tagsOf('Nowhere') },
  });
  const { answers } = await sourceOf(url).fetch([nowhere, of('service.requestspermin')]);
  expect(answers.map(({ outcome }) => outcome.kind)).toEqual(['no-entity', 'series']);
});
