import { displayUnit, formatIn, formatMeasure } from '../../../lambda/report/format/unit';

test.each([
  [312.4, 'ms', '312 ms'],
  [1210, 'ms', '1,210 ms'],
  [45_000, 'ms', '45 s'],
  [1_200_000, 'ms', '20 min'],
  [0.02, 'ms', '20 µs'],
  [0.3, 's', '0.3 s'],
  [0.05, 's', '50 ms'],
  [0, 's', '0 s'],
  [0, 'Seconds', '0 s'],
  [5.2, 'Percent', '5.2 %'],
  [0.004, '%', '0.004 %'],
  [122, 'requests/min', '122 requests/min'],
  [7, 'None', '7'],
  [2_500_000, 'Bytes', '2.5 MB'],
  [null, 'ms', 'not measured'],
  [12, 'constructor', '12 constructor'],
  [12, '__proto__', '12 __proto__'],
])('writes %p of %s as %s', (value, unit, text) => {
  expect(formatMeasure(value, unit)).toBe(text);
});

test('values of one picture share the unit of the largest', () => {
  const unit = displayUnit('ms', [3, 25_000]);
  expect([3, 25_000].map((value) => formatIn(value, unit))).toEqual(['0.003 s', '25 s']);
});
