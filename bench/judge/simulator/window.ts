/** A window of minutes under one set of circumstances. */
import { reportMinute, type Reported } from './minute';
import type { Random } from './random';

/** What a side of a comparison is like, apart from noise. */
export interface Side {
  readonly requestsPerMinute: number;
  /** Factor of all latencies, by the share of the window that has passed (0 to 1). */
  readonly level: (passed: number) => number;
  readonly slowShare: number;
  readonly tailShare: number;
  readonly failing: number;
  /** Bursts of failures in a window of 30 minutes, on average. */
  readonly bursts: number;
  /** Whether a neighbour disturbs the window for two to five minutes. */
  readonly neighbour: boolean;
  /** Share of minutes that are lost, hot ones first. */
  readonly missing: number;
}

export const plainSide: Side = {
  requestsPerMinute: 120,
  level: () => 1,
  slowShare: 0.05,
  tailShare: 0,
  failing: 0.005,
  bursts: 0,
  neighbour: false,
  missing: 0,
};

const autocorrelation = 0.6;
const minuteNoise = 0.08;

/** ln of the load's ups and downs: AR(1), φ 0.6, standard deviation 8 %. */
export const drift = (random: Random, minutes: number): number[] => {
  const path: number[] = [];
  let value = minuteNoise * random.normal();
  for (let index = 0; index < minutes; index += 1) {
    path.push(value);
    value = autocorrelation * value + minuteNoise * Math.sqrt(1 - autocorrelation ** 2) * random.normal();
  }
  return path;
};

const spell = (random: Random, minutes: number, shortest: number, longest: number): readonly [number, number] => {
  const length = shortest + Math.floor(random.uniform() * (longest - shortest + 1));
  const from = Math.floor(random.uniform() * Math.max(1, minutes - length + 1));
  return [from, from + length];
};

const neighbourFactor = 2.5;

const neighbourOf = (random: Random, { neighbour }: Side, minutes: number): ((minute: number) => number) => {
  if (!neighbour) {
    return () => 1;
  }
  const [from, to] = spell(random, minutes, 2, 5);
  return (minute) => (minute >= from && minute < to ? neighbourFactor : 1);
};

/** Bursts last one to three minutes in which 3 to 10 % of the requests fail besides the usual ones. */
const burstsOf = (random: Random, { bursts }: Side, minutes: number): ((minute: number) => number) => {
  const spells = Array.from(
    { length: bursts === 0 ? 0 : random.poisson((bursts * minutes) / 30) },
    () => [...spell(random, minutes, 1, 3), 0.03 + 0.07 * random.uniform()] as const,
  );
  return (minute) => spells.reduce((most, [from, to, rate]) => (minute >= from && minute < to ? Math.max(most, rate) : most), 0);
};

/** Loses the hottest minutes and as many at random. */
const lose = (random: Random, minutes: readonly Reported[], share: number): (Reported | null)[] => {
  const count = Math.round(share * minutes.length);
  const order = minutes.map((minute, index) => ({ index, heat: minute.average ?? 0 })).sort((a, b) => b.heat - a.heat);
  const hot = order.splice(0, Math.ceil(count / 2));
  const others = Array.from({ length: count - hot.length }, () => order.splice(Math.floor(random.uniform() * order.length), 1)).flat();
  const lost = new Set([...hot, ...others].map(({ index }) => index));
  return minutes.map((minute, index) => (lost.has(index) ? null : minute));
};

/**
 * Draws a window.
 * @param path the load's ups and downs, as logarithms; shared between sides that run at the same time.
 * @param effect level of this window as a logarithm: window effect, day effect.
 */
export const drawWindow = (random: Random, side: Side, path: readonly number[], effect: number): (Reported | null)[] => {
  const [neighbour, bursts] = [neighbourOf(random, side, path.length), burstsOf(random, side, path.length)];
  const minutes = path.map((wave, index) =>
    reportMinute(random, {
      requests: side.requestsPerMinute,
      level: Math.exp(wave + effect) * neighbour(index) * side.level((index + 0.5) / path.length),
      slowShare: side.slowShare,
      tailShare: side.tailShare,
      failing: side.failing + bursts(index),
    }),
  );
  return side.missing === 0 ? minutes : lose(random, minutes, side.missing);
};
