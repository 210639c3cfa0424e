import { composeSources } from '../../lambda/sources/composed-source';
import { configuredSourceNames } from '../../lambda/sources/configured-source-names';
import { configuredSources } from '../../lambda/sources/configured-sources';
import { MemoryCache } from '../../lambda/sources/points-cache';
import { raw, stopTenants, tenantWith } from './dynatrace/tenant';
import { token } from './support/dynatrace-stand-in';

afterEach(stopTenants);

const credentials = async () => ({ accessKeyId: 'a', secretAccessKey: 'b' });
const prometheus = { PROMETHEUS_URL: 'https://prometheus.example.com' };

test('what the variables name is opened, in the order of its names', async () => {
  const { url } = await tenantWith();
  const variables = { DYNATRACE_URL: url, DYNATRACE_TOKEN: token, ...prometheus };
  expect(['cloudwatch', ...configuredSources(variables, credentials).map(({ source }) => source.name)]).toEqual(
    configuredSourceNames(variables),
  );
  expect(configuredSources({}, credentials)).toEqual([]);
});

test('a key that Dynatrace alone knows is asked of the Dynatrace that the variables name', async () => {
  const { url, server } = await tenantWith();
  const { answers } = await composeSources(
    configuredSources({ ...prometheus, DYNATRACE_URL: url, DYNATRACE_TOKEN: token }, credentials),
  ).fetch([raw('builtin:service.cpu.time')]);
  expect(answers[0]?.outcome.kind).toBe('series');
  expect(server.requests.length).toBeGreaterThan(0);
});

test('points of another address are kept elsewhere', () => {
  const places: string[] = [];
  const cacheOf = (place: string) => {
    places.push(place);
    return new MemoryCache();
  };
  configuredSources({ ...prometheus, DYNATRACE_URL: 'https://host.example.com/e/one', DYNATRACE_TOKEN: token }, credentials, cacheOf);
  expect(places).toEqual(['dynatrace/host.example.com%2Fe%2Fone', 'prometheus/prometheus.example.com']);
});
