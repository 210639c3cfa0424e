import * as fc from 'fast-check';
import { parseConfig } from '../../lib/config/config';
import { choices, configurationOf, coveringChoices, nameOf } from './support/choices';
import { coveringRows, pairsIn, pairsOf } from './support/pairwise';

const someChoices = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 6 })
  .map((sizes) => Object.fromEntries(sizes.map((size, index) => [`c${index}`, Array.from({ length: size }, (_, value) => `v${value}`)])));

test('rows hold every pair, and each row adds one', () => {
  fc.assert(
    fc.property(someChoices, (given) => {
      const rows = coveringRows(given);
      expect(new Set(rows.flatMap(pairsIn))).toEqual(pairsOf(given));
      rows.forEach((row, index) => {
        const before = new Set(rows.slice(0, index).flatMap(pairsIn));
        expect(pairsIn(row).some((pair) => !before.has(pair))).toBe(true);
      });
    }),
    { numRuns: 50 },
  );
});

test('pairs that may not stand together are in no row', () => {
  const allowed = (one: string, other: string): boolean => ![one, other].every((value) => ['a=1', 'b=1'].includes(value));
  const rows = coveringRows({ a: ['0', '1'], b: ['0', '1'], c: ['0', '1'] }, allowed);
  expect(rows.filter(({ a, b }) => a === '1' && b === '1')).toEqual([]);
  expect(new Set(rows.flatMap(pairsIn)).size).toBe(11);
});

test('a team’s choices are covered by few configurations', () => {
  expect(coveringChoices().length).toBeLessThan(16);
  expect(Object.keys(choices).length).toBeGreaterThanOrEqual(9);
});

test.each(coveringChoices().map((row) => [nameOf(row), row] as const))('%s is a configuration', (_, row) => {
  expect(() => parseConfig(configurationOf(row))).not.toThrow();
});
