import * as fc from 'fast-check';
import { judgePercentage } from '../../../lambda/judge/percentage/judge';
import type { VerdictName } from '../../../lambda/judge/verdict';
import type { Signature } from '../../../lambda/monspec/monspec';
import { baselineWindow, candidateWindow, failureRate, failures, input, judgeOne, level, levels, responseTime, signature } from './inputs';

const throughput = signature('service.requestspermin', { aggregate: 'count', direction: 'lower' });
const value = fc.double({ min: 0.001, max: 1e6, noNaN: true });
const percent = fc.integer({ min: 0, max: 99 });
const judged = fc.constantFrom<Signature>(responseTime(), responseTime({ aggregate: 'p90' }), throughput);
const badness: Readonly<Record<VerdictName, number>> = { pass: 0, warning: 1, inconclusive: 2, fail: 3 };

test('a common factor on both sides changes nothing', () => {
  const powerOfTwo = fc.integer({ min: -10, max: 10 }).map((exponent) => 2 ** exponent);
  fc.assert(
    fc.property(judged, value, value, percent, powerOfTwo, (of, candidate, baseline, allowed, factor) => {
      const verdict = judgeOne(of, levels(of, candidate, baseline), allowed).verdict;
      expect(judgeOne(of, levels(of, candidate * factor, baseline * factor), allowed).verdict).toBe(verdict);
    }),
  );
});

test('a worse candidate never gets a better verdict', () => {
  fc.assert(
    fc.property(
      judged,
      value,
      fc.oneof(value, fc.constant(0)),
      percent,
      fc.double({ min: 1, max: 100, noNaN: true }),
      (of, candidate, baseline, allowed, factor) => {
        const worse = of.direction === 'upper' ? candidate * factor : candidate / factor;
        const [before, after] = [candidate, worse].map((one) => judgeOne(of, levels(of, one, baseline), allowed).verdict);
        expect(badness[after!]).toBeGreaterThanOrEqual(badness[before!]);
      },
    ),
  );
});

test('more failures never get a better verdict', () => {
  const count = fc.integer({ min: 0, max: 1000 });
  fc.assert(
    fc.property(count, count, fc.integer({ min: 0, max: 20 }), percent, (failed, more, failedBefore, allowed) => {
      const [before, after] = [failed, Math.min(1000, failed + more)].map(
        (one) => judgeOne(failureRate(), failures([one, 1000], [failedBefore, 1000]), allowed).verdict,
      );
      expect(badness[after!]).toBeGreaterThanOrEqual(badness[before!]);
    }),
  );
});

test('missing data never passes', () => {
  const hole = fc.option(value, { nil: null, freq: 2 });
  const series = fc.array(hole, { minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(series, series, (candidate, baseline) => {
      const of = responseTime();
      const judged = judgeOne(
        of,
        { candidate: level(of, candidateWindow.start, candidate), baseline: level(of, baselineWindow.start, baseline) },
        1000,
      );
      const enough = [candidate, baseline].every((values) => values.filter((one) => one !== null).length >= 5);
      expect(enough || judged.verdict === 'inconclusive').toBe(true);
    }),
  );
});

test('one unmeasured signature keeps the whole from passing', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 5 }), (values) => {
      const signatures = values.map((_, index) => responseTime({ id: String(index) }));
      const measured = Object.fromEntries(values.map((one, index) => [String(index), levels(responseTime(), one, one)]));
      const verdict = judgePercentage(input([...signatures, responseTime({ id: 'unmeasured' })], measured)).verdict;
      expect(verdict).toBe('inconclusive');
    }),
  );
});

test('the same input gives the same bytes, also after a trip through JSON', () => {
  fc.assert(
    fc.property(judged, value, value, percent, (of, candidate, baseline, allowed) => {
      const once = input([of], { [of.id]: levels(of, candidate, baseline) }, allowed);
      const again = JSON.parse(JSON.stringify(once)) as typeof once;
      expect(JSON.stringify(judgePercentage(again))).toBe(JSON.stringify(judgePercentage(once)));
    }),
  );
});
