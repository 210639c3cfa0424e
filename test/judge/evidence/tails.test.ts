import { simes } from '../../../lambda/judge/evidence/tails';

test.each([
  ['one of four must use a quarter of the budget at most', [0.2, 5, 5, 5], 0.25],
  ['two that agree may use half', [0.4, 0.45, 5, 5], 0.5],
  ['all that agree may use all of it', [0.9, 0.9, 0.9, 1], 1],
  ['none', [5, 5], 0.5],
  ['a single metric has the whole budget', [0.9], 1],
  ['nobody', [], 1],
])('%s', (_, chances, threshold) => {
  expect(simes(chances)).toBe(threshold);
});
