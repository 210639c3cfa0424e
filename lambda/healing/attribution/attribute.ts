/**
 * Attribution: which of the deployments that could be the cause is it? Pure.
 *
 *   is the problem about this environment? → did it begin after this deployment, and within the look-back? →
 *   do the metrics get worse with it?
 *
 * What does not pass is not in the list. An empty list comes with the reason, and never rolls anything back.
 */
import type { Destination } from '../../contract/destination';
import type { Problem } from '../problem';
import type { Attribution, Confidence } from './attribution';
import type { Match } from './match';

/** What the judge says of the time since the deployment, compared with the time before it. */
export type ChangeEvidence =
  | { readonly kind: 'worse' | 'not-worse' | 'unknown'; readonly sentence: string }
  /** There are no metrics to ask. */
  | { readonly kind: 'no-metrics'; readonly sentence: string };

/** A deployment that could be the cause. */
export interface Candidate {
  readonly pipeline: string;
  readonly environment: string;
  readonly destination: Destination;
  readonly match: NonNullable<Match>;
  readonly deployment: { readonly deploymentId: string; readonly createdAt: number };
  readonly lookBackMinutes: number;
  readonly evidence: ChangeEvidence;
}

export interface AttributionResult {
  /** The likeliest first. */
  readonly ranked: readonly Attribution[];
  /** Why nothing, or nothing more, is in the list. */
  readonly excluded: readonly string[];
  /** Whether a candidate is out only because nothing got worse so far: metrics come late. */
  readonly mayChange: boolean;
}

const minute = 60_000;

const minutesAfter = ({ started }: Problem, createdAt: number): number => Math.floor((started - createdAt) / minute);

/** Metrics come by the minute: what began in the minute of the deployment may be its doing. */
export const fitsInTime = (problem: Problem, createdAt: number, lookBackMinutes: number): boolean =>
  problem.started >= Math.floor(createdAt / minute) * minute && problem.started <= createdAt + lookBackMinutes * minute;

const place = ({ pipeline, environment }: Candidate): string => `${environment} of ${pipeline}`;

const exclusion = (problem: Problem, candidate: Candidate): string | undefined => {
  const { deployment, lookBackMinutes, evidence } = candidate;
  if (!fitsInTime(problem, deployment.createdAt, lookBackMinutes)) {
    const before = problem.started < deployment.createdAt;
    return `${place(candidate)}: the problem began ${before ? 'before deployment' : `more than ${lookBackMinutes} minutes after deployment`} ${deployment.deploymentId}.`;
  }
  return evidence.kind === 'not-worse'
    ? `${place(candidate)}: nothing got worse with deployment ${deployment.deploymentId}: ${evidence.sentence}`
    : undefined;
};

const confidences: Readonly<Record<Exclude<ChangeEvidence['kind'], 'not-worse'>, Confidence>> = {
  worse: 'high',
  'no-metrics': 'medium',
  unknown: 'low',
};

const attributionTo = (problem: Problem, { evidence, match, deployment, ...where }: Candidate): Attribution => ({
  pipeline: where.pipeline,
  environment: where.environment,
  destination: where.destination,
  deploymentId: deployment.deploymentId,
  confidence: evidence.kind === 'not-worse' ? 'low' : confidences[evidence.kind],
  sentence:
    `The problem is about ${match.what} (${match.by}) and began ${minutesAfter(problem, deployment.createdAt)} minutes after deployment ${deployment.deploymentId}. ${evidence.sentence}`.slice(
      0,
      600,
    ),
});

const order: Readonly<Record<Confidence, number>> = { high: 0, medium: 1, low: 2 };

export const attribute = (problem: Problem, candidates: readonly Candidate[]): AttributionResult => {
  const excluded = candidates.map((candidate) => exclusion(problem, candidate)).filter((why) => why !== undefined);
  const ranked = candidates
    .filter((candidate) => exclusion(problem, candidate) === undefined)
    .toSorted((a, b) => b.deployment.createdAt - a.deployment.createdAt)
    .map((candidate) => attributionTo(problem, candidate))
    .toSorted((a, b) => order[a.confidence] - order[b.confidence]);
  const mayChange = candidates.some(
    (one) => one.evidence.kind === 'not-worse' && fitsInTime(problem, one.deployment.createdAt, one.lookBackMinutes),
  );
  return { ranked, excluded, mayChange };
};
