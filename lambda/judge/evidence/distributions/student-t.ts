/**
 * Upper quantiles of Student's t: the t that is exceeded with probability `tail`. Newton's method on the incomplete
 * beta function, kept per (tail, degrees of freedom) since a gate asks for the same few again and again.
 */
import { incompleteBeta } from './incomplete-beta';
import { logGamma } from './log-gamma';
import { normalQuantile } from './normal';

/** P(T > t) for t ≥ 0. */
export const tTail = (t: number, df: number): number => 0.5 * incompleteBeta(df / (df + t * t), df / 2, 0.5);

const density = (t: number, df: number): number =>
  Math.exp(logGamma((df + 1) / 2) - logGamma(df / 2) - 0.5 * Math.log(df * Math.PI) - ((df + 1) / 2) * Math.log1p((t * t) / df));

/** On ln P(T > t), whose curvature keeps Newton's steps short where the tail is far. */
const solve = (tail: number, df: number): number => {
  let t = Math.max(normalQuantile(1 - tail), 0.01);
  for (let step = 0; step < 60; step += 1) {
    const p = tTail(t, df);
    const change = (Math.log(p / tail) * p) / density(t, df);
    t = Math.max(t + Math.min(change, t + 1), 1e-9);
    if (Math.abs(change) < 1e-10 * (1 + t)) {
      break;
    }
  }
  return t;
};

const known = new Map<number, Map<number, number>>();
const mostKnown = 4096;

const logStep = Math.log(1.05);
const steps = Array.from({ length: 142 }, (_, index) => 1.05 ** index);

/** Degrees of freedom are rounded down to steps of about 5 %, which errs on the careful side. */
const rounded = (df: number): number => (df < 1 ? 1 : (steps[Math.min(steps.length - 1, Math.floor(Math.log(df) / logStep + 1e-9))] ?? 1));

const knownFor = (tail: number): Map<number, number> => {
  const found = known.get(tail);
  if (found !== undefined) {
    return found;
  }
  if (known.size > mostKnown) {
    known.clear();
  }
  const fresh = new Map<number, number>();
  known.set(tail, fresh);
  return fresh;
};

/**
 * @param tail probability above the quantile; 0 from 0.5 on, infinite at 0.
 * @param df degrees of freedom, at least 1.
 */
export const tQuantile = (tail: number, df: number): number => {
  if (tail >= 0.5 || tail <= 0) {
    return tail <= 0 ? Infinity : 0;
  }
  const degrees = rounded(df);
  const cache = knownFor(tail);
  const value = cache.get(degrees);
  if (value !== undefined) {
    return value;
  }
  const solved = solve(tail, degrees);
  cache.set(degrees, solved);
  return solved;
};

/** The same without rounding, for checks against tables. */
export const exactTQuantile = (tail: number, df: number): number => solve(tail, df);
