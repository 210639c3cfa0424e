import { defaultSources } from '../../../cli/sources/default-sources';
import { addSource } from '../../../cli/sources/names';
import type { EnvironmentSpec } from '../../../lambda/monspec/monspec';

const both = { DYNATRACE_URL: 'https://a', PROMETHEUS_URL: 'https://b' };
const tags = [{ context: 'CONTEXTLESS', key: 'stage', value: 'prod' }];
const kinds = (environment: Partial<EnvironmentSpec>, variables: Record<string, string>): string[] =>
  defaultSources([{ name: 'P', tags: [], ...environment }], variables).map(({ kind }) => kind);

test.each<[string, Partial<EnvironmentSpec>, Record<string, string>, string[]]>([
  ['nothing set up', {}, {}, ['cloudwatch']],
  ['tags, and no Dynatrace', { tags }, {}, ['cloudwatch']],
  ['tags and Dynatrace', { tags }, both, ['dynatrace', 'cloudwatch', 'prometheus']],
  ['labels before tags', { tags, prometheus: { labels: { a: 'b' } } }, both, ['prometheus', 'cloudwatch', 'dynatrace']],
  [
    'dimensions before all',
    { tags, prometheus: { labels: { a: 'b' } }, cloudwatch: { dimensions: { a: 'b' } } },
    both,
    ['cloudwatch', 'dynatrace', 'prometheus'],
  ],
  ['labels without Prometheus', { prometheus: { labels: { a: 'b' } } }, {}, ['cloudwatch']],
])('%s', (_, environment, variables, expected) => {
  expect(kinds(environment, variables)).toEqual(expected);
});

test('sources are named in order, by comma or by repetition', () => {
  expect(addSource('a.ndjson', addSource('dynatrace,cloudwatch'))).toEqual([
    { kind: 'dynatrace' },
    { kind: 'cloudwatch' },
    { kind: 'file', path: 'a.ndjson' },
  ]);
});
