import { predict } from '../../../../lambda/judge/evidence/level/history';

const baseline = [4.5, 4.6, 4.7, 4.8, 4.9, 5];

test('fewer than five pairs predict nothing', () => {
  expect(predict({ baseline: baseline.slice(0, 4), candidate: baseline.slice(0, 4) }, 4.6, () => 0.01)).toBeUndefined();
});

test('where both sides move together the candidate is predicted from the baseline', () => {
  const prediction = predict({ baseline, candidate: baseline.map((value) => value + 0.3) }, 4.65, () => 0.0001)!;
  expect(prediction.slope).toBeCloseTo(1, 6);
  expect(prediction.expected).toBeCloseTo(4.95, 6);
  expect(prediction.variance).toBeGreaterThan(0);
});

test('where the baseline tells nothing the candidate is predicted from its own past', () => {
  const prediction = predict({ baseline, candidate: [4.7, 4.7, 4.71, 4.69, 4.7, 4.7] }, 4.9, () => 0.0001)!;
  expect(prediction.slope).toBeLessThan(0.05);
  expect(prediction.expected).toBeCloseTo(4.7, 2);
});

test('equal baselines keep the slope at 1', () => {
  expect(predict({ baseline: [1, 1, 1, 1, 1], candidate: [1, 1, 1, 1, 1] }, 1.5, () => 0.01)!.slope).toBeCloseTo(1, 6);
});

test('a baseline far from all earlier ones is predicted with less certainty', () => {
  const candidate = [4.6, 4.5, 4.75, 4.7, 5, 4.9];
  const [near, far] = [predict({ baseline, candidate }, 4.75, () => 0.001)!, predict({ baseline, candidate }, 6, () => 0.001)!];
  expect(far.variance).toBeGreaterThan(near.variance);
});
