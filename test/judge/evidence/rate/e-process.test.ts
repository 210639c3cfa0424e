import { randomOf } from '../../../../bench/judge/simulator/random';
import { countsOf } from '../../../../lambda/judge/evidence/rate/counts';
import { logEvidence } from '../../../../lambda/judge/evidence/rate/e-process';
import { counts } from '../cases';

test('however often one looks, equal sides reach 1/α in no more than α of the cases', () => {
  const random = randomOf(11);
  const trials = 2000;
  const draw = () => countsOf(counts(Array.from({ length: 60 }, () => random.binomial(120, 0.02))), 'upper');
  const reached = Array.from({ length: trials }, () => logEvidence(draw(), draw(), 1, 1)).filter((log) => log >= Math.log(1 / 0.05)).length;
  expect(reached / trials).toBeLessThan(0.05);
});
