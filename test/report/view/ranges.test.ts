import { bandOf } from '../../../lambda/report/chart/bands';
import { sizes } from '../../../lambda/report/chart/frame';
import { formatRange, rangeOf } from '../../../lambda/report/view/ranges';

test.each([
  [100, [-5, 12], [95, 112]],
  [0, [-5, 12], [0, 0]],
  [null, [-5, 12], null],
  [100, undefined, null],
  [100, [Number.NaN, 12], null],
] as const)('a baseline of %j with changes of %j lies at %j', (baseline, percents, expected) => {
  const range = rangeOf(baseline, percents);
  expect(range?.map((value) => Math.round(value)) ?? null).toEqual(expected);
});

test.each([
  [[-5, 12], '−5 % to +12 %'],
  [[-8, -8], '−8 %'],
  [undefined, ''],
  [[Number.NaN, 12], ''],
] as const)('%j reads %j', (percents, expected) => {
  expect(formatRange(percents)).toBe(expected);
});

const frame = sizes.wide;
const y = (value: number): number => frame.height - frame.bottom - value;

test('a band is cut to the plot', () => {
  expect(bandOf([10, 30], y, frame)).toEqual({ y: y(30), height: 20 });
  expect(bandOf([-50, 1e6], y, frame)).toEqual({ y: frame.top, height: frame.height - frame.bottom - frame.top });
  expect(bandOf(null, y, frame)).toBeNull();
  expect(bandOf([Number.NaN, 3], y, frame)).toBeNull();
});
