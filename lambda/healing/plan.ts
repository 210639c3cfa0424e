/**
 * Plan: what is known of the problem → the plan table → recorded; where it is a rollback, the bad deployment is claimed
 * first, in one conditional write. Whoever comes second joins.
 */
import type { HealingState } from '../contract/healing-workflow';
import { HealingError } from './healing-error';
import type { FactPorts, Gathered } from './planning/facts';
import { gatherFacts } from './planning/facts';
import type { Plan, PlanFacts } from './planning/plan-types';
import { plan as table } from './planning/plan';
import { isActive, joined, noted, remediationIdOf } from './records/ledger';
import { leaseFrom } from './records/lease';
import { followed, ownerOf, takenOver } from './records/ownership';
import { changeProblem, changeRemediation, claimDeployment, problemOf } from './records/records';
import type { ProblemOutcome, ProblemRecord, Remediation } from './remediation';
import { goTo } from './step';

export type PlanPorts = FactPorts;

/** Milliseconds between two attempts while evidence arrives. */
const evidenceWait = 60_000;

type Rollback = Extract<Plan, { readonly kind: 'redeploy' | 'stop' }>;

const attributionsOf = ({ attribution }: PlanFacts) => attribution.ranked.slice(0, 5);

/** Records what was decided, once; what was recorded first stands. */
const record = (
  { problemId }: ProblemRecord,
  outcome: ProblemOutcome,
  { facts }: Gathered,
  { documents }: PlanPorts,
  now: number,
): Promise<ProblemRecord> =>
  changeProblem(documents, problemId, (current) =>
    current.outcome === undefined
      ? {
          ...current,
          outcome,
          attributions: current.attributions ?? attributionsOf(facts),
          timeline: noted(current.timeline, now, outcome.reason),
        }
      : undefined,
  );

const isOwn = (remediation: Remediation, problemId: string): boolean => ownerOf(remediation) === problemId;

/** A claim of an earlier attempt that crashed before it was recorded is gone on with. */
const resumeOwn = async (
  problem: ProblemRecord,
  remediation: Remediation,
  gathered: Gathered,
  ports: PlanPorts,
  now: number,
): Promise<HealingState> => {
  const { remediationId, destination, reason } = remediation;
  await record(problem, { kind: 'remediation', remediationId, destination, reason, at: now }, gathered, ports, now);
  return goTo(problem.problemId, 'act', now);
};

const announcement = (problemId: string, { place, deployed }: Gathered, plan: Rollback, now: number): Remediation => {
  if (place === undefined || deployed === undefined) {
    throw new HealingError('NoPlace', 'A rollback was planned for no place.', 'Report this: the plan table must not do that.');
  }
  const { current, validation, currentRelease } = deployed;
  return {
    remediationId: remediationIdOf(place.destination, current.deploymentId),
    by: 'healing',
    destination: place.destination,
    pipeline: place.pipeline,
    environment: place.environment,
    badDeploymentId: current.deploymentId,
    badDeploymentAt: current.createdAt,
    problemIds: [problemId],
    ...(validation === undefined ? {} : { validationId: validation.validationId }),
    action: plan.kind,
    from: current.revision,
    fromRelease: currentRelease ?? `deployment ${current.deploymentId}`,
    to: plan.target.revision,
    toRelease: plan.target.release,
    state: 'starting',
    reason: plan.reason,
    startedAt: now,
    leaseUntil: leaseFrom(now),
    timeline: [{ at: now, what: plan.reason.slice(0, 300) }],
  };
};

const claim = async (problem: ProblemRecord, gathered: Gathered, plan: Rollback, ports: PlanPorts, now: number): Promise<HealingState> => {
  const remediation = announcement(problem.problemId, gathered, plan, now);
  const { destination } = remediation;
  // Before the claim: after a crash in between, the problem is no longer attributed, but answered.
  await changeProblem(ports.documents, problem.problemId, (current) =>
    current.outcome === undefined ? { ...current, attributions: attributionsOf(gathered.facts) } : undefined,
  );
  const claimed = await claimDeployment(ports.documents, destination, remediation);
  if (claimed.kind === 'taken' && !isOwn(claimed.by, problem.problemId)) {
    // Planned again with what the ledger says now, which joins or refuses.
    return goTo(problem.problemId, 'plan', now);
  }
  return resumeOwn(problem, remediation, gathered, ports, now);
};

const joinIt = async (
  problem: ProblemRecord,
  { remediation, reason }: Extract<Plan, { readonly kind: 'join' }>,
  gathered: Gathered,
  ports: PlanPorts,
  now: number,
): Promise<HealingState> => {
  const { remediationId, destination } = remediation;
  await changeRemediation(ports.documents, destination, remediationId, (current) => joined(current, problem.problemId, now));
  await record(problem, { kind: 'joined', remediationId, destination, reason, at: now }, gathered, ports, now);
  return goTo(problem.problemId, 'done', now);
};

/** Goes on with a rollback that somebody else began; where another problem was faster, this one is planned again. */
const goOn = async (
  problem: ProblemRecord,
  { kind, remediation, reason }: Extract<Plan, { readonly kind: 'follow' | 'take-over' }>,
  gathered: Gathered,
  ports: PlanPorts,
  now: number,
): Promise<HealingState> => {
  const own = kind === 'follow' ? followed : takenOver;
  const { destination, remediationId } = remediation;
  const its = await changeRemediation(ports.documents, destination, remediationId, (one) => own(one, problem.problemId, now));
  if (its === undefined || !isOwn(its, problem.problemId)) {
    return kind === 'follow'
      ? joinIt(problem, { kind: 'join', remediation, reason }, gathered, ports, now)
      : goTo(problem.problemId, 'plan', now);
  }
  return resumeOwn(problem, { ...its, reason }, gathered, ports, now);
};

const placeOf = ({ place }: Gathered) => (place === undefined ? {} : { pipeline: place.pipeline, environment: place.environment });

const refuse = async (
  problem: ProblemRecord,
  { code, reason }: Extract<Plan, { readonly kind: 'refuse' }>,
  gathered: Gathered,
  ports: PlanPorts,
  now: number,
): Promise<HealingState> => {
  const blind = code === 'no-deployment' && gathered.unreadable.length > 0;
  const outcome: ProblemOutcome = {
    kind: 'refused',
    code: blind ? 'settings-unreadable' : code,
    reason: [...(blind ? gathered.unreadable : []), reason].join(' ').slice(0, 1_000),
    ...placeOf(gathered),
    at: now,
  };
  await record(problem, outcome, gathered, ports, now);
  return goTo(problem.problemId, 'conclude', now);
};

const carryOut = async (problem: ProblemRecord, gathered: Gathered, ports: PlanPorts, now: number): Promise<HealingState> => {
  const { answeredBy } = gathered.facts;
  if (answeredBy !== undefined && isOwn(answeredBy, problem.problemId) && isActive(answeredBy, now)) {
    return resumeOwn(problem, answeredBy, gathered, ports, now);
  }
  const planned = table(gathered.facts);
  switch (planned.kind) {
    case 'wait':
      return goTo(problem.problemId, 'plan', now + evidenceWait);
    case 'join':
      return joinIt(problem, planned, gathered, ports, now);
    case 'refuse':
      return refuse(problem, planned, gathered, ports, now);
    case 'follow':
    case 'take-over':
      return goOn(problem, planned, gathered, ports, now);
    case 'redeploy':
    case 'stop':
      return claim(problem, gathered, planned, ports, now);
  }
};

const after = { remediation: 'act', joined: 'done', refused: 'conclude' } as const;

export const plan = async ({ problemId }: HealingState, ports: PlanPorts, now: number): Promise<HealingState> => {
  const problem = await problemOf(ports.documents, problemId);
  return problem.outcome === undefined
    ? carryOut(problem, await gatherFacts(problem, ports, now), ports, now)
    : goTo(problemId, after[problem.outcome.kind], now);
};
