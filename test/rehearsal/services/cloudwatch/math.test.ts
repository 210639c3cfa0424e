import { compileMath } from '../../../../rehearsal/services/cloudwatch/math';

const values: Readonly<Record<string, number>> = { errors: 4, requests: 8 };

test.each<[string, number | undefined]>([
  ['errors / requests', 0.5],
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['10 - 4 - 3', 3],
  ['-errors + 1', -3],
  ['errors / 0', undefined],
  ['errors + absent', undefined],
  ['FILL(absent, 0) + errors', 4],
  ['(FILL(errors, 0) + FILL(absent, 0)) / (requests + FILL(absent, 0)) / 0.01', 50],
])('%s is %p', (expression, value) => {
  const result = compileMath(expression)?.((id) => values[id]);
  expect(result).toEqual(value === undefined ? undefined : expect.closeTo(value));
});

test.each(['', '1 +', 'errors requests', 'SUM(METRICS())', '(1', 'FILL(errors)', 'IF(errors > 1, 1, 0)', 'errors; 1'])(
  '%p is not rehearsed',
  (expression) => {
    expect(compileMath(expression)).toBeUndefined();
  },
);
