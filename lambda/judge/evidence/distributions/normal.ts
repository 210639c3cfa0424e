/** Quantiles of the standard normal distribution: Acklam's rational approximation, relative error below 1.2e-9. */
const a = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239] as const;
const b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1] as const;
const c = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783,
] as const;
const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1] as const;

const polynomial = (x: number, coefficients: readonly number[]): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);

const edge = 0.02425;

/** @param p from 0 to 1; infinite at both ends. */
export const normalQuantile = (p: number): number => {
  if (p <= 0 || p >= 1) {
    return p <= 0 ? -Infinity : Infinity;
  }
  if (p > 1 - edge) {
    return -normalQuantile(1 - p);
  }
  if (p < edge) {
    const q = Math.sqrt(-2 * Math.log(p));
    return polynomial(q, c) / polynomial(q, d);
  }
  const r = (p - 0.5) ** 2;
  return ((p - 0.5) * polynomial(r, a)) / polynomial(r, b);
};
