/** What Dynatrace is asked. */
import * as fc from 'fast-check';
import { metricKeys, mappingOf } from '../../../lambda/monspec/metrics';
import { planRequest, selectorsOf } from '../../../lambda/sources/dynatrace/plan';
import { canonical, rawSelector } from '../../../lambda/sources/dynatrace/metric-selector';
import { scopeOf, tagText } from '../../../lambda/sources/dynatrace/selector';
import { key, request, signature } from '../requests';
import { select } from '../support/dynatrace-selectors';
import { parametersOf } from '../support/stand-in';
import { of, raw, sourceOf, stopTenants, tagsOf, tenantWith } from './tenant';

afterEach(stopTenants);

const selectors = (wanted: Parameters<typeof planRequest>[0]): readonly string[] => {
  const plan = planRequest(wanted);
  return plan.kind === 'answered' || plan.kind === 'problems' || plan.kind === 'relationships' ? [plan.kind] : selectorsOf(plan);
};

test.each([
  ['avg', ':avg'],
  ['min', ':min'],
  ['max', ':max'],
  ['median', ':median'],
  ['p90', ':percentile(90)'],
  ['p99.9', ':percentile(99.9)'],
] as const)('the %s of a response time is %s over all entities', (aggregate, suffix) => {
  expect(selectors(of('service.responsetime', aggregate))[0]).toBe(`builtin:service.response.time:splitBy()${suffix}`);
});

test.each([
  ['service.responsetime', ['builtin:service.response.time:splitBy():avg', 'builtin:service.response.time:splitBy():count']],
  ['service.failurerate', ['builtin:service.errors.total.rate:splitBy()', 'builtin:service.requestCount.total:splitBy()']],
  ['service.serversidefailurerate', ['builtin:service.errors.server.rate:splitBy()', 'builtin:service.requestCount.total:splitBy()']],
  ['service.clientsidefailurerate', ['builtin:service.errors.client.rate:splitBy()', 'builtin:service.requestCount.total:splitBy()']],
  ['service.requestspermin', ['builtin:service.requestCount.total:splitBy()']],
  ['service.errorcounthttp4xx', ['builtin:service.errors.fourxx.count:splitBy()', 'builtin:service.requestCount.total:splitBy()']],
  ['service.errorcounthttp5xx', ['builtin:service.errors.fivexx.count:splitBy()', 'builtin:service.requestCount.total:splitBy()']],
  [
    'servicemethod.responsetime',
    ['builtin:service.keyRequest.response.time:splitBy():avg', 'builtin:service.keyRequest.response.time:splitBy():count'],
  ],
  [
    'servicemethod.failurerate',
    ['builtin:service.keyRequest.errors.server.rate:splitBy()', 'builtin:service.keyRequest.count.total:splitBy()'],
  ],
  ['pgi.cpu.usage', ['builtin:tech.generic.cpu.usage:splitBy():avg']],
  ['pgi.mem.usage', ['builtin:tech.generic.mem.usage:splitBy():avg']],
])('%s', (name, expected) => {
  expect(selectors(of(name))).toEqual(expected);
});

test('every key of the mapping table can be asked for', () => {
  const unplanned = metricKeys.filter((one) => {
    const more = mappingOf(one)?.ofMethod ? { method: '/api' } : {};
    return planRequest(of({ kind: 'timeseries', key: one }, 'avg', more)).kind === 'answered';
  });
  expect(unplanned).toEqual([]);
});

test.each([
  ['builtin:service.response.time', 'p90', 'builtin:service.response.time:splitBy():percentile(90)'],
  ['builtin:service.cpu.time', 'avg', 'builtin:service.cpu.time:splitBy():avg'],
  ['calc:service.orders', 'sum', 'calc:service.orders:splitBy():sum'],
  ['calc:service.orders:splitBy("region")', 'avg', 'calc:service.orders:splitBy("region"):avg'],
  ['builtin:service.cpu.time:splitBy():percentile(95)', 'avg', 'builtin:service.cpu.time:splitBy():percentile(95)'],
  ['dynatrace:builtin:service.cpu.time', 'max', 'builtin:service.cpu.time:splitBy():max'],
  ['dynatrace:(builtin:a:max/builtin:b)', 'avg', '(builtin:a:max/builtin:b):splitBy():avg'],
] as const)('the raw selector %s (%s) becomes %s', (selector, aggregate, expected) => {
  expect(selectors(raw(selector, aggregate))[0]).toBe(expected);
});

test('what an argument holds is no transformation', () => {
  expect(rawSelector('ext:jobs:filter(eq(kind,":avg"))', 'max')).toBe('ext:jobs:filter(eq(kind,":avg")):splitBy():max');
});

test.each([
  ['builtin:a:splitBy():percentile(95)', 'builtin:a:splitBy():percentile(95.0)', true],
  ['builtin:a:splitBy():percentile(99.9)', 'builtin:a:splitBy():percentile(99.9)', true],
  ['builtin:a:splitBy():percentile(95)', 'builtin:a:splitBy():percentile(95.5)', false],
])('%s comes back as %s: %s', (asked, answered, same) => {
  expect(canonical(asked) === canonical(answered)).toBe(same);
});

test.each([
  [{ context: 'CONTEXTLESS', key: 'DeploymentGroup', value: 'Staging' }, 'DeploymentGroup:Staging'],
  [{ context: 'AWS', key: 'Name', value: 'web' }, '[AWS]Name:web'],
  [{ context: 'ENVIRONMENT', key: 'a:b', value: 'c:d' }, String.raw`[ENVIRONMENT]a\:b:c\:d`],
  [{ context: 'CONTEXTLESS', key: 'easytravel', value: '' }, 'easytravel'],
])('the tag %j is written %s', (tag, text) => {
  expect(tagText(tag)).toBe(text);
});

test('quotes and tildes of a tag do not end the selector', () => {
  expect(scopeOf('SERVICE', { name: 'x', tags: [{ context: 'CONTEXTLESS', key: 'a"~', value: 'b' }] }).selector).toBe(
    'type("SERVICE"),tag("a~"~~:b")',
  );
});

test('whatever a tag holds, its own entity is selected and no other', () => {
  const tag = fc.record({
    context: fc.constantFrom('CONTEXTLESS', 'AWS'),
    key: fc.string({ minLength: 1, maxLength: 40 }),
    value: fc.string({ maxLength: 40 }),
  });
  const entityOf = (id: string, tags: readonly string[]) => ({ id, type: 'SERVICE', name: 's', tags });
  fc.assert(
    fc.property(fc.array(tag, { minLength: 1, maxLength: 3 }), (tags) => {
      const all = [entityOf('own', tags.map(tagText)), entityOf('other', ['x:y']), entityOf('bare', [])];
      const found = select(scopeOf('SERVICE', { name: 'Staging', tags }).selector, all).map(({ id }) => id);
      expect(found.filter((id) => id !== 'other' || !tags.every((one) => tagText(one) === 'x:y'))).toEqual(['own']);
    }),
  );
});

test.each([
  ['service.responsetime', 'type("SERVICE")'],
  ['pgi.cpu.usage', 'type("PROCESS_GROUP_INSTANCE")'],
])('%s belongs to %s', (name, type) => {
  const plan = planRequest(of(name));
  expect(plan.kind !== 'answered' && plan.scope.selector.startsWith(type)).toBe(true);
});

test('tags of every kind arrive as they were written', async () => {
  const tags = [
    { context: 'AWS', key: 'a:b', value: 'ü & "c" ~ + %20' },
    { context: 'CONTEXTLESS', key: 'k', value: '' },
  ];
  const { server, url } = await tenantWith({
    entities: [{ id: 'SERVICE-1', type: 'SERVICE', name: 's', tags: [String.raw`[AWS]a\:b:ü & "c" ~ + %20`, 'k'] }],
  });
  const { answers } = await sourceOf(url).fetch([request(signature('service.requestspermin'), { environment: { name: 'Staging', tags } })]);
  expect(answers[0]!.outcome.kind).toBe('series');
  expect(server.requests.every(({ query }) => !query.includes('+') && !query.includes('"'))).toBe(true);
});

test('equal metrics of one environment share calls of at most ten', async () => {
  const { server, url } = await tenantWith();
  const aggregates = Array.from({ length: 24 }, (_, index) => `p${index + 50}` as const);
  const { answers } = await sourceOf(url).fetch(
    aggregates.map((aggregate) => ({ ...of('service.responsetime', aggregate), id: aggregate })),
  );
  expect(answers.filter(({ outcome }) => outcome.kind !== 'series')).toEqual([]);
  const sizes = server.requests
    .filter(({ path }) => path.endsWith('/metrics/query'))
    .map(({ query }) => parametersOf(query).get('metricSelector')!.split(',').length);
  expect(sizes).toEqual([10, 10, 5]);
});

test.each([
  [{ name: 'Staging', tags: [] }, 'no-entity', /no tags/],
  [
    { name: 'Staging', tags: Array.from({ length: 10 }, (_, id) => ({ context: 'CONTEXTLESS', key: `k${id}`, value: 'v'.repeat(250) })) },
    'bad-query',
    /2000/,
  ],
])('an environment with tags that cannot be asked for is an outcome (%#)', (environment, kind, detail) => {
  const plan = planRequest(request(signature('service.responsetime'), { environment }));
  expect(plan).toMatchObject({ kind: 'answered', outcome: { kind, detail: expect.stringMatching(detail) } });
});

test.each([
  [{ kind: 'timeseries', key: 'prometheus:up' }],
  [{ kind: 'rate', numerator: 'unknown', denominator: key('service.requestspermin') }],
] as const)('%j is unsupported', (metric) => {
  expect(planRequest(request(signature(metric), { environment: { name: 'Staging', tags: tagsOf('Staging') } }))).toMatchObject({
    outcome: { kind: 'unsupported' },
  });
});
