import { sparkline } from '../../../cli/progress/sparkline';

test.each<[string, (number | null)[], number, string]>([
  ['a ramp', [0, 50, 100], 0, '▁▅█'],
  ['a gap', [100, null, 100], 0, '█ █'],
  ['nothing', [], 5, ''],
  ['only zeros', [0, 0], 0, '▁▁'],
  ['small beside its limit', [1, 1], 100, '▁▁'],
  ['only gaps', [null, null], 0, '  '],
])('%s', (_, values, reference, picture) => {
  expect(sparkline(values, reference)).toBe(picture);
});
