/**
 * How small a probability must be. Probabilities come divided by their test's budget, which is shared among the metrics that may reject by Simes's
 * procedure (Biometrika 73, 1986), which holds for metrics that worsen together: the j smallest probabilities reject
 * if all are at most j/m. One clear regression is judged as by Bonferroni; two that agree need less each.
 */

/** The threshold at or below which they reject: j/m for the greatest such j; that of one metric, 1/m, where there is none. */
export const simes = (chances: readonly number[]): number => {
  const sorted = [...chances].sort((a, b) => a - b);
  const share = 1 / Math.max(1, chances.length);
  for (let j = sorted.length; j > 1; j -= 1) {
    if ((sorted[j - 1] ?? Infinity) <= j * share) {
      return j * share;
    }
  }
  return share;
};
