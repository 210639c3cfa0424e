import { levelValue, rateValue } from '../../../lambda/judge/percentage/window-value';

const points = (values: readonly number[], weights = values.map(() => 1)) =>
  values.map((value, index) => ({ value, weight: weights[index]! }));

test.each([
  ['mean', [1, 2, 6], undefined, 3],
  ['mean', [100, 200], [300, 100], 125],
  ['mean', [100, 200], [0, 0], null],
  ['mean', [], undefined, null],
  ['total', [1, 2, 3], undefined, 20],
  ['total', [], undefined, null],
  ['min', [4, 2, 8], [1, 9, 9], 2],
  ['max', [4, 2, 8], [1, 9, 9], 8],
  ['median', [9, 1, 5], undefined, 5],
  ['median', [9, 1, 5, 7], undefined, 6],
  ['median', [], undefined, null],
  ['max', [], undefined, null],
] as const)('%s of %j weighted %j over ten expected points is %p', (statistic, values, weights, expected) => {
  expect(levelValue(points([...values], weights === undefined ? undefined : [...weights]), statistic, 10)).toBe(expected);
});

test.each([
  [
    'mean',
    [
      [1, 100],
      [9, 900],
    ],
    1,
  ],
  [
    'mean',
    [
      [50, 100],
      [0, 900],
    ],
    5,
  ],
  ['mean', [[0, 0]], null],
  [
    'max',
    [
      [50, 100],
      [0, 900],
    ],
    50,
  ],
  [
    'min',
    [
      [50, 100],
      [9, 900],
    ],
    1,
  ],
  [
    'median',
    [
      [1, 100],
      [2, 100],
      [9, 100],
    ],
    2,
  ],
  [
    'max',
    [
      [0, 0],
      [1, 10],
    ],
    10,
  ],
  ['max', [[0, 0]], null],
] as const)('%s of %j is %p percent', (statistic, counts, expected) => {
  expect(
    rateValue(
      counts.map(([numerator, denominator]) => ({ numerator, denominator })),
      statistic,
    ),
  ).toBe(expected);
});
