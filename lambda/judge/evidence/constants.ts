/**
 * The numbers of the method that are not policy. Each was chosen once, from the reasoning beside it, and measured by
 * `npm run bench:judge`; docs/judge.md shows what moving them trades.
 */

/** Fewer earlier comparisons than this cannot tell how much the comparison varies by itself. */
export const fewestPairs = 5;

/** Standard deviation of a window's level between two times without any change (3 %), and against a control at the same time (1 %). */
export const windowEffect = { apart: 0.03, concurrent: 0.01 } as const;

/** Standard deviation of a level from day to day (5 %): what a baseline that tells nothing leaves in the candidate. */
export const dayEffect = 0.05;

/** Weight, in observations, of what is expected of the noise before any history is seen. */
export const priorObservations = 6;

/**
 * A build may use its margin: noise must not carry one that uses 65 % of it to where it is rejected, by the error budget of
 * the gate (`falseRejects`), at the end and of any metric. At a share of 0, builds well inside their margin are rejected too
 * often, at 1 a regression just beyond the margin is hardly ever proven.
 */
export const allowedUse = 0.65;

/** At each look before the end, noise must carry such a build there by no more than this share of that budget: there are many looks. */
export const allowedUseEarly = 0.1;

/** A window needs at least this share of its points to be approved. */
export const neededShare = 0.6;

/** No level is judged on fewer points; two points of an autocorrelated series are hardly more than one. */
export const fewestPoints = 3;

/** Share of the error budget that looks before the end may spend. */
export const earlyShare = 0.4;

/** Elasticity of a level to traffic that is plausible without history: 25 % more requests, up to 10 % more latency. */
export const trafficElasticity = 0.3;
