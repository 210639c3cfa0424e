/** What the pages on Dynatrace and Prometheus say, the code does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environments, issues } from '../monspec/files';

const page = (name: string): string => readFileSync(join(__dirname, '..', '..', 'docs', `${name}.md`), 'utf8');
const pages = ['dynatrace', 'prometheus'] as const;

const keys = pages.flatMap((name) => [...page(name).matchAll(/"timeseries": "([^"…]+)"/g)].map(([, key]) => key ?? ''));

test('the pages show keys', () => {
  expect(keys.length).toBeGreaterThanOrEqual(5);
});

test.each(keys)('%s is a key', (timeseries) => {
  expect(issues({ perfsignature: [{ timeseries }] })).toEqual([]);
});

test.each(pages.flatMap((name) => [...page(name).matchAll(/```json\n"Staging": ([^`]+)```/g)].map(([, text]) => text ?? '')))('the environment %s is one', (text) => {
  expect(issues({ environments: { ...environments, Staging: JSON.parse(text) as unknown } })).toEqual([]);
});

test.each(pages.flatMap((name) => ['no-entity', 'no-data', 'partial', 'throttled', 'unauthorised', 'unreachable', 'bad-query'].map((kind) => [name, kind] as const)))('%s.md explains %s', (name, kind) => {
  expect(page(name)).toContain(`| \`${kind}\` |`);
});

test.each(pages)('%s.md says that it was never run against the real service', (name) => {
  expect(page(name)).toMatch(/never been run against|Nothing here has been run against/);
});
