import { settle } from '../../../../lambda/judge/evidence/level/disturbance';
import { quieter } from '../../../../lambda/judge/evidence/level/quieter';
import { data, wave } from '../cases';

const disturbed = (from: number, length: number): number[] =>
  wave(100).map((value, index) => (index >= from && index < from + length ? 2.5 * value : value));

test.each([
  ['five minutes in the middle', 12, 5, 5],
  ['one minute', 3, 1, 1],
  ['none', 0, 0, 0],
  ['a third of the window is no episode', 5, 10, 0],
  ['what lasts to the end may be the build', 26, 4, 0],
])('%s', (_, from, length, setAside) => {
  const settled = settle(data(disturbed(from, length)), 30, 2);
  expect(settled.setAside).toBe(setAside);
  expect(settled.summary.points).toBe(30 - setAside);
});

test('in a window of the past it may lie at the end', () => {
  expect(settle(data(disturbed(26, 4))).setAside).toBe(4);
});

test('the quieter part of a window does not follow its extremes', () => {
  const values = wave(100).map((value, index) => (index % 6 === 0 ? 10 * value : value));
  expect(quieter('upper')(data(values)).summary.mean).toBeLessThan(110);
  expect(quieter('upper')(data([1, 2, 1000])).summary.mean).toBeCloseTo(334.333, 2);
});
