import * as fc from 'fast-check';
import { candidateWindow, finalLookAt, measuredWindows, nextLookAt, spanAt } from '../../lambda/gate/looking/windows';
import type { BaselineWindow, Comparison } from '../../lambda/monspec/monspec';
import { aValidation, minute, ten } from './support/validations';

const comparison = (baseline: BaselineWindow, shiftSourceSeconds = 0): Comparison => ({
  name: 'c',
  source: 'Production',
  compare: 'Production',
  allowedPercent: { default: 0, byMetric: {} },
  shiftSourceSeconds,
  baseline,
});

const shifted = (seconds: number): BaselineWindow => ({ kind: 'shifted', seconds });
const before: BaselineWindow = { kind: 'beforeDeployment' };
const settings = { warmUpMinutes: 2, windowMinutes: 5 };
const at = (start: number, end: number) => ({ start: ten + start * minute, end: ten + end * minute });

test.each([
  ['on a whole minute', ten, 0, at(2, 7)],
  ['up to the next whole minute', ten + 1, 0, at(3, 8)],
  ['later by the shift of its source', ten, 60, at(3, 8)],
])('the candidate’s window begins after the warm-up, %s', (_, registeredAt, shift, expected) => {
  expect(candidateWindow(registeredAt, settings, comparison(shifted(0), shift))).toEqual(expected);
});

test.each([
  ['the same time', comparison(shifted(0)), at(2, 7), at(2, 7)],
  ['an hour ago', comparison(shifted(3_600)), at(2, 7), at(-58, -53)],
  ['an hour ago, source a minute ago', comparison(shifted(3_600), 60), at(1, 6), at(-58, -53)],
  ['a shift of half a minute goes down', comparison(shifted(30)), at(2, 7), at(1, 6)],
  ['before the deployment', comparison(before), at(2, 7), at(-9, -4)],
])('measures %s', (_, given, candidate, baseline) => {
  expect(measuredWindows(given, at(2, 7), ten - 3.5 * minute)).toEqual({ candidate, baseline });
});

test('both measured windows lie on whole minutes and are equally long, and the candidate’s begins after its deployment', () => {
  const anyBaseline = fc.oneof(fc.integer({ min: 0, max: 200_000 }).map(shifted), fc.constant(before));
  const anyComparison = fc.tuple(anyBaseline, fc.integer({ min: 0, max: 7_200 })).map(([baseline, shift]) => comparison(baseline, shift));
  fc.assert(
    fc.property(
      anyComparison,
      fc.integer({ min: 0, max: 10 * minute }),
      fc.integer({ min: 1, max: 100 }),
      (given, offset, windowMinutes) => {
        const registeredAt = ten + offset;
        const window = candidateWindow(registeredAt, { warmUpMinutes: 0, windowMinutes }, given);
        const { candidate, baseline } = measuredWindows(given, window, registeredAt - minute);
        for (const { start, end } of [candidate, baseline]) {
          expect([start % minute, end - start]).toEqual([0, windowMinutes * minute]);
        }
        expect(candidate.start).toBeGreaterThan(registeredAt - minute);
        expect(Math.max(candidate.end, baseline.end)).toBeLessThanOrEqual(Math.max(window.end, registeredAt));
      },
    ),
  );
});

const { timing } = aValidation();

test.each([
  ['at registration', 0, { kind: 'too-early' }],
  ['when the first minute has not arrived', 4.9, { kind: 'too-early' }],
  ['when the first minute has arrived', 5, { kind: 'interim', candidate: at(2, 3) }],
  ['in the middle', 7.5, { kind: 'interim', candidate: at(2, 5) }],
  ['when the last minute has not arrived', 8.9, { kind: 'interim', candidate: at(2, 6) }],
  ['at the end', 9, { kind: 'final', candidate: at(2, 7) }],
  ['long after', 60, { kind: 'final', candidate: at(2, 7) }],
])('what can be measured %s', (_, minutes, expected) => {
  expect(spanAt(timing, ten + minutes * minute)).toEqual(expected);
});

test.each([
  ['before the window', 0, 3],
  ['in the window', 5, 6],
  ['shortly before the end', 8.5, 9],
  ['at the end', 9, 9],
  ['after the end', 30, 30],
])('the next look %s', (_, now, expected) => {
  expect(nextLookAt(timing, ten + now * minute)).toBe(ten + expected * minute);
});

test('the last look waits for the metrics to arrive', () => {
  expect(finalLookAt(timing)).toBe(ten + 9 * minute);
});
