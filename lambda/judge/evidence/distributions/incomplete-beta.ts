/**
 * The regularised incomplete beta function I_x(a, b), the distribution function of Beta(a, b): its continued fraction
 * (NIST DLMF 8.17.22) evaluated by Lentz's method, on the side of the mean where it converges quickly.
 */
import { logGamma } from './log-gamma';

const tiny = 1e-300;
const precision = 1e-15;
const mostSteps = 10_000;

const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value);

/** Coefficient of the fraction: odd and even steps alternate. */
const coefficient = (step: number, x: number, a: number, b: number): number => {
  const m = Math.floor(step / 2);
  return step % 2 === 0
    ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
};

/** 1 / (1 + d₁ / (1 + d₂ / …)): the first numerator is 1, and the leading 1 that Lentz starts from is taken off. */
const fraction = (x: number, a: number, b: number): number => {
  let [c, d, result] = [1, 0, 1];
  for (let step = 0; step < mostSteps; step += 1) {
    const numerator = step === 0 ? 1 : coefficient(step, x, a, b);
    d = 1 / away(1 + numerator * d);
    c = away(1 + numerator / c);
    result *= c * d;
    if (step > 0 && Math.abs(c * d - 1) < precision) {
      break;
    }
  }
  return result - 1;
};

/** ln of x^a (1−x)^b / (a·B(a, b)). */
const logFactor = (x: number, a: number, b: number): number =>
  logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x) - Math.log(a);

/**
 * P(Beta(a, b) ≤ x).
 * @param x from 0 to 1; beyond, 0 or 1.
 * @param a greater than 0.
 * @param b greater than 0.
 */
export const incompleteBeta = (x: number, a: number, b: number): number => {
  if (x <= 0 || x >= 1) {
    return x <= 0 ? 0 : 1;
  }
  return x < (a + 1) / (a + b + 2)
    ? Math.exp(logFactor(x, a, b)) * fraction(x, a, b)
    : 1 - Math.exp(logFactor(1 - x, b, a)) * fraction(1 - x, b, a);
};
