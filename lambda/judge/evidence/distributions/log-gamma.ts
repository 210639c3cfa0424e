/**
 * ln Γ(x) for x > 0, by Lanczos's approximation (g = 7, 9 terms; SIAM J. Numer. Anal. 1, 1964), relative error below 1e-13.
 * Written out rather than imported because the libraries that have the incomplete beta function add 140 kB to a bundle;
 * the tests hold these files against one of them.
 */
const g = 7;
const coefficients = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012,
  9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

/** @param x greater than 0. */
export const logGamma = (x: number): number => {
  const z = x - 1;
  const series = coefficients.reduce((sum, coefficient, index) => sum + coefficient / (z + index + 1), 0.99999999999980993);
  const t = z + g + 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(series);
};
