/** What an inconclusive metric says is missing: before the end what it lacks now, at the end whether more time would help. */
import * as fc from 'fast-check';
import type { Metric } from '../../../lambda/judge/evidence/case';
import type { Finding } from '../../../lambda/judge/evidence/finding';
import { judgeLook } from '../../../lambda/judge/evidence/judge-look';
import { lookOf } from '../../../lambda/judge/evidence/look';
import { prepare } from '../../../lambda/judge/evidence/prepare';
import { caseOf, counts, level, pairs, rate, steady, wave } from './cases';

/** What a gate of 12 looks sees after so many minutes; Infinity is the end. */
const after = (minutes: number, metric: Metric): Finding =>
  judgeLook(prepare(caseOf([metric])), lookOf(0.05, minutes * 60, minutes === Infinity, 12)).judged[0]!.finding;

const base = wave(100, 30, 0.1, 7);

/** Good minutes, then 2.85 times as slow to the end. */
const slowFrom = (minute: number): number[] => wave(100).map((value, index) => (index < minute ? value : 2.85 * value));

test.each([
  ['two points', 2, level(wave(285), base), 'A level is judged on 3 points at least; the window goes on.'],
  ['some minutes beyond the limit', 5, level(slowFrom(2), base), 'Too few of its points are beyond the limit yet to say that it lasts;'],
])('%s', (_, minutes, metric, words) => {
  const { verdict, reason } = after(minutes, metric);
  expect([verdict, reason]).toEqual(['inconclusive', expect.stringContaining(words)]);
});

test('a comparison that varies widely: before the end it is too early, at the end a person decides', () => {
  const slower = level(wave(120), base, { history: pairs(10, 1, 0.6) });
  expect(after(12, slower).reason).toContain('It is too early to tell +19 % from noise; the window goes on.');
  expect(after(Infinity, slower).reason).toMatch(/No longer window tells \+20 % from how much this comparison varies/);
});

test('just inside the margin: no length of window is promised to decide that', () => {
  const slower = level(wave(114.6), wave(100), { history: pairs(10, 1) });
  const { verdict, reason } = after(Infinity, slower);
  expect(verdict).toBe('inconclusive');
  expect(reason).toMatch(/\+15 % .* nearer to it than \+14 %, up to which a level is approved; a person has to decide/);
  expect(reason).not.toContain('It needs about');
  expect(after(20, slower).reason).not.toContain('It needs about');
});

test('failures in bursts are told a span of time, not a number of requests', () => {
  const bursts = counts(steady(0).map((_, index) => (index % 10 === 4 ? 30 : 0)));
  const { verdict, reason } = after(Infinity, rate(bursts, counts(steady(1))));
  expect(verdict).toBe('inconclusive');
  expect(reason).toMatch(/Failures come in bursts.* It needs about (1[5-9]|[2-9]\d) minutes more, in which bursts may or may not come again/);
  expect(reason).not.toContain('more requests');
});

test('only the end of the window may say that no longer one helps', () => {
  const ratios = fc.double({ min: 0.5, max: 4, noNaN: true });
  const scatters = fc.double({ min: 0, max: 0.95, noNaN: true });
  fc.assert(
    fc.property(ratios, scatters, fc.integer({ min: 1, max: 29 }), fc.nat(12), (ratio, scatter, minutes, known) => {
      const history = pairs(known, 1, scatter / 2);
      const slower = level(wave(100 * ratio, 30, scatter), wave(100, 30, scatter, 7), { history });
      const failing = rate(counts(wave(ratio, 30, scatter).map(Math.round), 9), counts(wave(1, 30, scatter, 7).map(Math.round), 9));
      for (const metric of [slower, failing]) expect(after(minutes, metric).reason).not.toMatch(/No longer window|No number of requests/);
    }),
    { numRuns: 60 },
  );
});
