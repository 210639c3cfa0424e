/** Seeded randomness: the same seed gives the same numbers on every machine. */

export interface Random {
  /** Uniform in [0, 1). */
  readonly uniform: () => number;
  /** Standard normal. */
  readonly normal: () => number;
  readonly poisson: (mean: number) => number;
  readonly binomial: (trials: number, chance: number) => number;
}

/** mulberry32: 32 bits of state, good enough for a simulation and quick. */
const uniformOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const poissonOf = (uniform: () => number, normal: () => number, mean: number): number => {
  if (mean > 60) {
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
  }
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = uniform(); product > floor; product *= uniform()) {
    count += 1;
  }
  return count;
};

/** Skips from success to success, which is quick where they are rare. */
const binomialOf = (uniform: () => number, trials: number, chance: number): number => {
  if (chance > 0.5) {
    return trials - binomialOf(uniform, trials, 1 - chance);
  }
  if (chance <= 0) {
    return 0;
  }
  const scale = 1 / Math.log1p(-chance);
  let count = 0;
  for (let at = Math.floor(Math.log(1 - uniform()) * scale); at < trials; at += 1 + Math.floor(Math.log(1 - uniform()) * scale)) {
    count += 1;
  }
  return count;
};

/** @param seed any whole number. */
export const randomOf = (seed: number): Random => {
  const uniform = uniformOf(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    normal,
    poisson: (mean) => poissonOf(uniform, normal, mean),
    binomial: (trials, chance) => binomialOf(uniform, trials, chance),
  };
};
