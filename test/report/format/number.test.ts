import * as fc from 'fast-check';
import { count, formatChange, formatDollars, formatNumber } from '../../../lambda/report/format/number';

test.each([
  [0, '0'],
  [-0, '0'],
  [0.0123456, '0.0123'],
  [0.00001, '1E-5'],
  [1, '1'],
  [12.345, '12.3'],
  [999.4, '999'],
  [999.6, '1,000'],
  [12345.6, '12,346'],
  [-1234.5, '-1,235'],
  [2.5e9, '2.5B'],
  [1e300, '1E300'],
  [null, 'not measured'],
  [undefined, 'not measured'],
  [Number.NaN, 'not measured'],
  [Infinity, 'not measured'],
])('writes %p as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test.each([
  [31, '+31 %'],
  [-2.34, '−2.3 %'],
  [99.7, '+100 %'],
  [101.4, '+101 %'],
  [0, '±0 %'],
  [0.01, '±0 %'],
  [6400, '+6,400 %'],
  [null, null],
  [Number.NaN, null],
])('writes a change of %p percent as %p', (percent, text) => {
  expect(formatChange(percent)).toBe(text);
});

test('writes counts with their noun and money with its sign', () => {
  expect(count(1, 'query', 'queries')).toBe('1 query');
  expect(count(1200, 'query', 'queries')).toBe('1,200 queries');
  expect(formatDollars(0.00012)).toBe('$0.00012');
  expect(formatDollars(0.00006)).toBe('$0.00006');
  expect(formatDollars(Number.NaN)).toBe('an unknown amount');
});

test('every number is short and readable', () => {
  fc.assert(
    fc.property(fc.double(), (value) => {
      const text = formatNumber(value);
      expect(text).not.toMatch(/NaN|Infinity|∞|undefined/);
      expect(text.length).toBeLessThanOrEqual('not measured'.length);
    }),
  );
});
