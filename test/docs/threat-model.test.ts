import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'threat-model.md'), 'utf8');
const entries = page
  .split('\n## ')
  .slice(1)
  .map((section) => [section.slice(0, section.indexOf('\n')), section] as const);

test('there is a section for every way in', () => {
  expect(entries.length).toBeGreaterThanOrEqual(11);
});

test.each(entries)('%s: all six of STRIDE are considered, with a threat, a protection and what remains', (_, section) => {
  const rows = section.split('\n').filter((line) => /^\| [STRIDE, ]+ \|/.test(line));
  const letters = new Set(rows.flatMap((row) => (/^\| ([STRIDE, ]+) \|/.exec(row)?.[1] ?? '').split(', ')));
  expect([...letters].toSorted((a, b) => a.localeCompare(b))).toEqual(['D', 'E', 'I', 'R', 'S', 'T']);
  for (const row of rows) expect(row.split('|')).toHaveLength(6);
});
