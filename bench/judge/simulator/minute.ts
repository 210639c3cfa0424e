/** The requests of one minute, as a load balancer would report them. */
import { randomOf, type Random } from './random';

/** What one minute is like. Latencies in milliseconds. */
export interface Minute {
  readonly requests: number;
  /** All latencies times this. */
  readonly level: number;
  /** Share of requests of the slow kind (median 600 ms instead of 100 ms). */
  readonly slowShare: number;
  /** Share of requests that take ten times as long. */
  readonly tailShare: number;
  readonly failing: number;
}

export interface Reported {
  readonly average: number | null;
  readonly p90: number | null;
  readonly failures: number;
  readonly requests: number;
}

/** Lognormal with σ 0.5 and median 1, drawn once: picking from a long table is many times quicker than drawing. */
const tableSize = 1 << 16;
const table = ((): Float64Array => {
  const random = randomOf(20_240_229);
  return Float64Array.from({ length: tableSize }, () => Math.exp(0.5 * random.normal()));
})();

const buffer = new Float64Array(4096);
const medians = { quick: 100, slow: 600 } as const;
const tailFactor = 10;

const latencies = (random: Random, minute: Minute, count: number): Float64Array => {
  const slow = random.binomial(count, minute.slowShare);
  const tail = random.binomial(count, minute.tailShare);
  const drawn = buffer.subarray(0, count);
  for (let index = 0; index < count; index += 1) {
    drawn[index] = (table[(random.uniform() * tableSize) | 0] ?? 1) * minute.level * (index < slow ? medians.slow : medians.quick);
  }
  for (let hit = 0; hit < tail; hit += 1) {
    const index = Math.floor(random.uniform() * count);
    drawn[index] = (drawn[index] ?? 0) * tailFactor;
  }
  return drawn;
};

/** Draws one minute. A minute without requests has no latency. */
export const reportMinute = (random: Random, minute: Minute): Reported => {
  const count = Math.min(buffer.length, random.poisson(minute.requests));
  const failures = random.binomial(count, minute.failing);
  if (count === 0) {
    return { average: null, p90: null, failures, requests: 0 };
  }
  const drawn = latencies(random, minute, count);
  let sum = 0;
  for (const latency of drawn) {
    sum += latency;
  }
  drawn.sort();
  return { average: sum / count, p90: drawn[Math.ceil(0.9 * count) - 1] ?? null, failures, requests: count };
};
