/** The stand-ins refuse what the real services would refuse; otherwise they would prove nothing. */
import { startDynatrace, token, type StandInEntity } from './dynatrace-stand-in';
import { startPrometheus } from './prometheus-stand-in';
import type { StandIn } from './stand-in';

let server: StandIn | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const entity: StandInEntity = { id: 'SERVICE-1', type: 'SERVICE', name: 'shop', tags: ['env:staging', String.raw`[AWS]a\:b:c`] };
const service = 'type("SERVICE"),tag("env:staging")';
const span = { from: '0', to: '600000' };

const encoded = (parameters: Readonly<Record<string, string>>): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');

const dynatrace = async (path: string, init: RequestInit = {}, scopes?: readonly string[]) => {
  const started = await startDynatrace({ entities: [entity], ...(scopes === undefined ? {} : { scopes }) });
  server = started.server;
  const response = await fetch(`${started.url}${path}`, { headers: { authorization: `Api-Token ${token}` }, ...init });
  return { status: response.status, text: await response.text() };
};

const metrics = (parameters: Readonly<Record<string, string>>): string =>
  `/api/v2/metrics/query?${encoded({ metricSelector: 'builtin:a:splitBy()', entitySelector: service, resolution: '1m', ...span, ...parameters })}`;
const entities = (parameters: Readonly<Record<string, string>>): string =>
  `/api/v2/entities?${encoded({ entitySelector: service, ...span, ...parameters })}`;

test.each([
  ['a metrics query', metrics({})],
  ['several metrics', metrics({ metricSelector: 'builtin:a,builtin:b:splitBy():percentile(90)' })],
  ['entities with relationships', entities({ fields: '+toRelationships.calls,+fromRelationships.runsOn' })],
  ['a tag with context and escaped colon', entities({ entitySelector: String.raw`type("SERVICE"),tag("[AWS]a\:b:c")` })],
])('Dynatrace answers %s', async (_, path) => {
  const { status, text } = await dynatrace(path);
  expect(status).toBe(200);
  expect(text).toMatch(/"totalCount":1/);
});

test.each([
  ['eleven metrics', metrics({ metricSelector: Array.from({ length: 11 }, (_, id) => `builtin:a${id}`).join(',') }), 400],
  ['a metric selector that is none', metrics({ metricSelector: 'builtin:a:splitBy(' }), 400],
  ['more than 10,080 points', metrics({ to: String(10_081 * 60_000) }), 400],
  ['an unknown resolution', metrics({ resolution: '7s' }), 400],
  ['a time that ends before it begins', metrics({ from: '600000', to: '0' }), 400],
  ['an unknown parameter', metrics({ pageSize: '10' }), 400],
  ['a selector without a type', metrics({ entitySelector: 'tag("env:staging")' }), 400],
  ['a selector with an open quote', metrics({ entitySelector: 'type("SERVICE' }), 400],
  ['a selector that is too long', metrics({ entitySelector: `type("SERVICE"),tag("${'x'.repeat(2000)}")` }), 400],
  ['a cursor beside other parameters', entities({ nextPageKey: 'abc' }), 400],
  ['a page that is too large', entities({ pageSize: '501' }), 400],
  [
    'a plus that stands for a space',
    `/api/v2/entities?entitySelector=${encodeURIComponent(service)}&fields=+toRelationships.calls&from=0&to=1`,
    400,
  ],
  ['another path', '/api/v1/timeseries', 404],
])('Dynatrace refuses %s', async (_, path, status) => {
  expect((await dynatrace(path)).status).toBe(status);
});

test.each([
  ['no token', { headers: {} }, undefined, 401],
  ['another scheme', { headers: { authorization: `Bearer ${token}` } }, undefined, 401],
  ['a token without the scope', {}, ['entities.read'], 403],
  ['another method', { method: 'POST', headers: { authorization: `Api-Token ${token}` } }, undefined, 405],
])('Dynatrace refuses %s', async (_, init, scopes, status) => {
  expect((await dynatrace(metrics({}), init, scopes)).status).toBe(status);
});

const prometheus = async (form: Readonly<Record<string, string>>, init: RequestInit = {}, path = '/api/v1/query_range') => {
  const started = await startPrometheus();
  server = started.server;
  const response = await fetch(`${started.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    ...init,
  });
  return response.status;
};

const range = { query: 'up{job="a"}', start: '60', end: '600', step: '60' };

test('Prometheus answers a range', async () => {
  expect(await prometheus(range)).toBe(200);
});

test.each([
  ['an open brace', { ...range, query: 'up{job="a"' }],
  ['no query', { ...range, query: '' }],
  ['a time that ends before it begins', { ...range, end: '0' }],
  ['no step', { ...range, step: '0' }],
  ['too many points', { ...range, end: String(60 * 11_002) }],
  ['an unknown parameter', { ...range, timeouts: '1' }],
])('Prometheus refuses %s', async (_, form) => {
  expect(await prometheus(form)).toBe(400);
});

test('Prometheus refuses another path, and a body that is no form', async () => {
  expect(await prometheus(range, {}, '/api/v1/nothing')).toBe(404);
  await server?.stop();
  expect(await prometheus(range, { headers: { 'content-type': 'application/json' } })).toBe(405);
});
