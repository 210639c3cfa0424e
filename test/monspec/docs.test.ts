/** The documentation says what the code does. After a change of the schema: npx tsx scripts/write-monspec-docs.ts */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMonspec } from '../../lambda/monspec/parse';
import { withMetricTable } from '../../scripts/monspec-docs';
import { monspecJsonSchema } from '../../scripts/monspec-json-schema';

const docs = join(__dirname, '..', '..', 'docs');
const page = readFileSync(join(docs, 'monspec.md'), 'utf8');

const keysOf = (schema: unknown): string[] => {
  if (typeof schema !== 'object' || schema === null) {
    return [];
  }
  const properties = 'properties' in schema ? Object.keys(schema.properties as object) : [];
  return [...properties, ...Object.values(schema).flatMap(keysOf)];
};

test('the published JSON Schema is the one of the parser', () => {
  expect(JSON.parse(readFileSync(join(docs, 'monspec.schema.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(monspecJsonSchema())));
});

test('the table of metrics is the one of the code', () => {
  expect(withMetricTable(page)).toBe(page);
});

test.each([...new Set(keysOf(monspecJsonSchema()))].filter((key) => !['$schema', 'key', 'value', 'context', 'properties'].includes(key)))(
  'the key %s is documented',
  (key) => {
    expect(page).toContain(`\`${key}\``);
  },
);

test('the example of the page is a monspec', () => {
  const example = /```jsonc\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  expect(parseMonspec(example)).toMatchObject({ ok: true });
});
