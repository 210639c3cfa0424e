/** What earlier comparisons of a level tell, computed once and used at every look. */
import type { LevelData, LevelMetric } from '../case';
import { fewestPairs, neededShare } from '../constants';
import { settle, type Settled } from './disturbance';
import { addTo, emptyPool, pooledNoise, type Noise, type Pool } from './noise';
import { pairedMoments } from './paired-noise';
import { quieter } from './quieter';
import type { Reading } from './reading';
import { scratch, type Summary } from './summary';
import { usualRise, type UsualRise } from './usual-rise';

export interface Past {
  /** Logarithms of the window means of usable pairs. */
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
  /** Noise within windows: the candidate's side and the baseline's, or that of their difference against a control. */
  readonly candidateNoise: Noise;
  readonly baselineNoise: Noise;
  /** Points of the longest disturbance that was set aside in an earlier window. */
  readonly longestDisturbance: number;
}

const whole = ({ points, expected, mean }: Summary): boolean => points >= Math.max(1, neededShare * expected) && mean > 0;

const paired = (candidate: Settled, baseline: Settled): Pick<Summary, 'points' | 'squares' | 'lag'> =>
  pairedMoments(candidate.data, baseline.data, [candidate.summary.mean, baseline.summary.mean], candidate.data.values.length);

const [ofCandidate, ofBaseline] = [scratch(), scratch()];

/** Both sides of an earlier pair; good until the next pair is read. */
const readPair = ({ candidate, baseline }: { candidate: LevelData; baseline: LevelData }, read: Reading): readonly [Settled, Settled] => [
  read(candidate, candidate.values.length, 0, ofCandidate),
  read(baseline, baseline.values.length, 0, ofBaseline),
];

const addPair = (pools: readonly [Pool, Pool], candidate: Settled, baseline: Settled, concurrent: boolean): void => {
  const both = concurrent ? paired(candidate, baseline) : undefined;
  addTo(pools[0], both ?? candidate.summary);
  addTo(pools[1], both ?? baseline.summary);
};

const isUsable = ([candidate, baseline]: readonly [Settled, Settled]): boolean => whole(candidate.summary) && whole(baseline.summary);

/** How many earlier pairs have enough points on both sides. */
export const usablePairs = ({ history }: LevelMetric): number => history.filter((pair) => isUsable(readPair(pair, settle))).length;

/** Earlier pairs with enough points on both sides; undefined where they are too few to learn from. */
export const pastOf = (metric: LevelMetric, read: Reading = settle): Past | undefined => {
  const [baselines, candidates]: [number[], number[]] = [[], []];
  const pools = [emptyPool(), emptyPool()] as const;
  let longestDisturbance = 0;
  for (const pair of metric.history.length < fewestPairs ? [] : metric.history) {
    const both = readPair(pair, read);
    if (isUsable(both)) {
      const [candidate, baseline] = both;
      candidates.push(Math.log(candidate.summary.mean));
      baselines.push(Math.log(baseline.summary.mean));
      addPair(pools, candidate, baseline, metric.concurrent === true);
      longestDisturbance = Math.max(longestDisturbance, candidate.setAside, baseline.setAside);
    }
  }
  const noise = { candidateNoise: pooledNoise(pools[0]), baselineNoise: pooledNoise(pools[1]) };
  return candidates.length < fewestPairs ? undefined : { baseline: baselines, candidate: candidates, ...noise, longestDisturbance };
};

/** What the past tells; what is seldom needed is worked out when first asked for. */
export interface LevelPast {
  readonly mean: Past | undefined;
  readonly quieter: () => Past | undefined;
  readonly rise: () => UsualRise;
}

export const levelPastOf = (metric: LevelMetric): LevelPast => {
  let known: { readonly past: Past | undefined } | undefined;
  let rise: UsualRise | undefined;
  return {
    mean: pastOf(metric),
    quieter: () => (known ??= { past: pastOf(metric, quieter(metric.direction)) }).past,
    rise: () => (rise ??= usualRise(metric)),
  };
};
