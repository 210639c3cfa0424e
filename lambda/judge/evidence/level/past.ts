/** What earlier comparisons of a level tell, computed once and used at every look. */
import type { LevelData, LevelMetric } from '../case';
import { fewestPairs, neededShare } from '../constants';
import { settle } from './disturbance';
import { middle } from './middle';
import { noiseOf, type Noise } from './noise';
import { pairedMoments } from './paired-noise';
import type { Reading } from './reading';
import type { Summary } from './summary';

export interface Past {
  /** Logarithms of the window means of usable pairs. */
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
  /** Noise within windows: the candidate's side and the baseline's, or that of their difference against a control. */
  readonly candidateNoise: Noise;
  readonly baselineNoise: Noise;
}

const whole = ({ points, expected, mean }: Summary): boolean => points >= Math.max(1, neededShare * expected) && mean > 0;

type Moments = Pick<Summary, 'points' | 'squares' | 'lag'>;

const momentsOf = (
  metric: LevelMetric,
  candidate: { summary: Summary; data: LevelData },
  baseline: { summary: Summary; data: LevelData },
): readonly [Moments, Moments] => {
  if (metric.concurrent !== true) {
    return [candidate.summary, baseline.summary];
  }
  const paired = pairedMoments(
    candidate.data,
    baseline.data,
    [candidate.summary.mean, baseline.summary.mean],
    candidate.data.values.length,
  );
  return [paired, paired];
};

/** Earlier pairs with enough points on both sides; undefined where they are too few to learn from. */
export const pastOf = (metric: LevelMetric, read: Reading = settle): Past | undefined => {
  const [baselines, candidates, ofCandidate, ofBaseline]: [number[], number[], Moments[], Moments[]] = [[], [], [], []];
  for (const pair of metric.history.length < fewestPairs ? [] : metric.history) {
    const [candidate, baseline] = [read(pair.candidate), read(pair.baseline)];
    if (whole(candidate.summary) && whole(baseline.summary)) {
      candidates.push(Math.log(candidate.summary.mean));
      baselines.push(Math.log(baseline.summary.mean));
      const [c, b] = momentsOf(metric, candidate, baseline);
      ofCandidate.push(c);
      ofBaseline.push(b);
    }
  }
  return candidates.length < fewestPairs
    ? undefined
    : { baseline: baselines, candidate: candidates, candidateNoise: noiseOf(ofCandidate), baselineNoise: noiseOf(ofBaseline) };
};

/** Both readings of the past; the middle is seldom needed and so worked out when first asked for. */
export interface LevelPast {
  readonly mean: Past | undefined;
  readonly middle: () => Past | undefined;
}

export const levelPastOf = (metric: LevelMetric): LevelPast => {
  let known: { readonly past: Past | undefined } | undefined;
  return { mean: pastOf(metric), middle: () => (known ??= { past: pastOf(metric, middle) }).past };
};
