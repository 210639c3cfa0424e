import * as fc from 'fast-check';
import type { Metric } from '../../../lambda/judge/evidence/case';
import { judgeCase, judgeSequentially } from '../../../lambda/judge/evidence/judge-case';
import { caseOf, counts, data, level, rate, steady } from './cases';

const runs = { numRuns: 60 };
const points = fc.array(fc.double({ min: 50, max: 200, noNaN: true }), { minLength: 12, maxLength: 40 });
const history = fc.array(fc.record({ candidate: points.map((values) => data(values)), baseline: points.map((values) => data(values)) }), {
  maxLength: 7,
});
const failures = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 12, maxLength: 40 });

const order = ['pass', 'warning', 'inconclusive', 'fail'];
const rank = (metric: Metric): number => order.indexOf(judgeCase(caseOf([metric])).verdict);

test('a candidate that is worse by the same factor everywhere is never judged better', () => {
  fc.assert(
    fc.property(points, points, history, fc.double({ min: 1.01, max: 4, noNaN: true }), (candidate, baseline, past, factor) => {
      expect(
        rank(
          level(
            candidate.map((value) => value * factor),
            baseline,
            { history: past },
          ),
        ),
      ).toBeGreaterThanOrEqual(rank(level(candidate, baseline, { history: past })));
    }),
    runs,
  );
});

test('twice the failures in every minute are never judged better', () => {
  fc.assert(
    fc.property(failures, failures, (candidate, baseline) => {
      const [more, less] = [
        rank(rate(counts(candidate.map((value) => 2 * value)), counts(baseline))),
        rank(rate(counts(candidate), counts(baseline))),
      ];
      expect(more).toBeGreaterThanOrEqual(less);
    }),
    runs,
  );
});

test('the unit does not matter: a power of two changes no verdict and no percentage', () => {
  fc.assert(
    fc.property(points, points, history, fc.integer({ min: -200, max: 200 }), (candidate, baseline, past, power) => {
      const times = (values: readonly (number | null)[]) => data(values.map((value) => (value ?? 0) * 2 ** power));
      const scaled = past.map((pair) => ({ candidate: times(pair.candidate.values), baseline: times(pair.baseline.values) }));
      const one = judgeCase(caseOf([level(candidate, baseline, { history: past })]));
      const other = judgeCase(caseOf([level(times(candidate).values, times(baseline).values, { history: scaled })]));
      expect(other.verdict).toBe(one.verdict);
      expect(other.metrics[0]!.changePercent).toBeCloseTo(one.metrics[0]!.changePercent!, 6);
    }),
    runs,
  );
});

test('missing data never pass: less than half of the candidate is there', () => {
  fc.assert(
    fc.property(points, points, history, (candidate, baseline, past) => {
      const sparse = candidate
        .map((value, index) => (index * 2 < candidate.length - 2 ? null : value))
        .map((value, index) => (index % 3 === 0 ? null : value));
      expect(['inconclusive', 'fail']).toContain(judgeCase(caseOf([level(sparse, baseline, { history: past })])).verdict);
    }),
    runs,
  );
});

test('a candidate of nothing but nulls neither passes nor fails, at any look', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), points, history, (length, baseline, past) => {
      const nulls = Array.from({ length }, () => null);
      const it = caseOf([level(nulls, baseline, { history: past, upperLimit: 1 }), rate(counts(nulls, nulls), counts([1, 2, 3]))]);
      expect(judgeCase(it).verdict).toBe('inconclusive');
      expect(judgeSequentially(it).verdict).toBe('inconclusive');
    }),
    runs,
  );
});

test('the same case gives the same bytes, and every number is finite', () => {
  fc.assert(
    fc.property(points, points, history, failures, (candidate, baseline, past, failing) => {
      const it = caseOf([level(candidate, baseline, { history: past }), rate(counts(failing), counts(failing))]);
      const text = JSON.stringify(judgeSequentially(it));
      expect(JSON.stringify(judgeSequentially(JSON.parse(JSON.stringify(it)) as typeof it))).toBe(text);
      expect(text).not.toMatch(/NaN|Infinity|undefined/);
    }),
    runs,
  );
});

test('without noise and without doubt the evidence rule is the percentage rule', () => {
  const undoubting = { falseRejects: 0.5, falseApprovals: 0.5, proof: 'strict' } as const;
  const value = fc.double({ min: 1, max: 1000, noNaN: true });
  const ratios = fc.double({ min: 0.3, max: 3, noNaN: true });
  fc.assert(
    fc.property(value, ratios, fc.integer({ min: 1, max: 90 }), fc.boolean(), (base, ratio, allowed, up) => {
      const change = 100 * (up ? ratio - 1 : 1 - ratio);
      fc.pre(Math.abs(change - allowed) > 1e-6);
      const metric = level(steady(base * ratio), steady(base), { allowedPercent: allowed, direction: up ? 'upper' : 'lower' });
      const by = (rule: 'evidence' | 'percentage') => judgeCase(caseOf([metric], { ...undoubting, rule })).verdict;
      expect(by('evidence')).toBe(by('percentage'));
    }),
    { numRuns: 300 },
  );
});
