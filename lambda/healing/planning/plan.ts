/**
 * The plan table: what is done about a problem. Pure, and the only place where a rollback can come from.
 *
 * From top to bottom, the first row that fits:
 *
 *   the problem is over                          → refuse: resolved
 *   it is no symptom                             → refuse: not a deployment problem
 *   the gate rolls back by itself                → follow it: lock promotions, verify
 *   it falls into the time of a remediation      → join that one; take it over where its workflow has died
 *   its deployment's rollback was left half done → take that over
 *   no deployment fits                           → wait for metrics a little, then refuse: no deployment
 *   that remediation was withdrawn               → refuse: somebody else acted
 *   a remediation is running here                → refuse: it is never stopped
 *   what is deployed is itself a rollback        → refuse: no rollback of a rollback
 *   its revision was rolled back from before     → refuse: somebody deployed it again, knowingly
 *   its own gate is at work on it                → wait: the gate answers, and rolls back what it rejects
 *   the evidence does not suffice                → wait a little, then refuse: not proven
 *   a person approved it against the verdict     → refuse: that person decides
 *   promotions are locked                        → refuse: people are at work
 *   no target, or one over an unsafe release     → refuse
 *   the target is gone from its bucket           → refuse
 *   many services have problems                  → refuse: it is not the deployment
 *   cooldown, daily limit                        → refuse
 *   the switch is off                            → refuse
 *   mode dry-run or notify                       → refuse, and say what would have been done
 *   the bad deployment is running                → stop it, where CodeDeploy goes back to the target; else wait
 *   otherwise                                    → redeploy the target
 */
import { revisionAddress, sameRevision } from '../../gate/revision';
import type { Validation } from '../../gate/validation';
import { begunSince, isActive, isCondemned, isDead, isRollback } from '../records/ledger';
import { isGateAtWork } from './gate-at-work';
import type { FoundTarget, PlaceFacts, Plan, PlanFacts } from './plan-types';
import { modeFor } from './settings';
import { follow, join, refuse } from './under-way';

export type { Plan, PlanFacts } from './plan-types';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Whether the promise of one remediation per bad deployment, and none of a rollback, forbids another one. */
const bySeniority = ({ ledger, current }: PlaceFacts, now: number): Plan | undefined => {
  const active = ledger.remediations.find((one) => isActive(one, now));
  if (active !== undefined) {
    return refuse(
      'remediation-running',
      `${active.environment} is going back to ${active.toRelease} already; a running remediation is never stopped.`,
    );
  }
  if (current.isRollback === true || isRollback(ledger, current.deploymentId)) {
    return refuse('is-a-rollback', `Deployment ${current.deploymentId} is itself a rollback; a person decides what comes next.`);
  }
  return isCondemned(ledger, current.revision)
    ? refuse(
        'already-remediated',
        `The revision of deployment ${current.deploymentId} was rolled back from before, and somebody deployed it again.`,
      )
    : undefined;
};

const byGate = ({ validation, stage }: PlaceFacts, now: number): Plan | undefined =>
  validation !== undefined && isGateAtWork(validation, now)
    ? { kind: 'wait', reason: `The gate of ${stage} is still at work on ${validation.release}; it rolls back what it rejects.` }
    : undefined;

const byConfidence = ({ attribution, mayWait }: PlanFacts, { limits }: PlaceFacts): Plan | undefined => {
  const [first] = attribution.ranked;
  if (first === undefined || first.confidence === 'high' || (first.confidence === 'medium' && limits.actFrom === 'medium')) {
    return undefined;
  }
  return first.confidence === 'low' && mayWait
    ? { kind: 'wait', reason: first.sentence }
    : refuse('not-proven', `Not proven (confidence ${first.confidence}, ${limits.actFrom} is needed). ${first.sentence}`);
};

const isAgainstVerdict = (validation: Validation | undefined): boolean =>
  validation?.decision?.by === 'person' && validation.decision.decision === 'approve' && validation.decision.verdict === 'fail';

const byPeople = ({ validation, promotions, pipeline, stage }: PlaceFacts): Plan | undefined => {
  if (isAgainstVerdict(validation)) {
    return refuse('person-decided', `A person approved ${validation?.release ?? 'it'} against the verdict; that person decides.`);
  }
  switch (promotions.kind) {
    case 'open':
      return undefined;
    case 'locked':
      return refuse('locked', `Promotions into ${stage} of ${pipeline} are locked: ${promotions.reason}`);
    case 'missing':
      return refuse('settings-unreadable', `${promotions.detail} Correct “stage” in the settings of healing.`);
  }
};

const byLimits = ({ limits, ledger, badServices, environment }: PlaceFacts, now: number): Plan | undefined => {
  const { cooldownMinutes, perDay, manyServices } = limits;
  if (badServices >= manyServices.count) {
    return refuse(
      'many-services',
      `${badServices} services have problems within ${manyServices.minutes} minutes: it is not one deployment.`,
    );
  }
  const [last] = begunSince(ledger, now - cooldownMinutes * minute);
  if (last !== undefined) {
    return refuse(
      'cooldown',
      `${environment} was rolled back ${Math.floor((now - last.startedAt) / minute)} minutes ago; the cooldown lasts ${cooldownMinutes} minutes.`,
    );
  }
  const today = begunSince(ledger, now - day).length;
  return today >= perDay
    ? refuse('daily-limit', `${environment} was rolled back ${today} times in 24 hours; the limit is ${perDay}.`)
    : undefined;
};

const targetOf = ({ target, targetExists, stage }: PlaceFacts): FoundTarget | Plan => {
  switch (target.kind) {
    case 'none':
      return refuse('no-target', `No other revision has passed in ${stage}, or all were rolled back from. Deploy one by hand.`);
    case 'unsafe':
      return refuse('target-unsafe', `${target.over} is marked “rollback: unsafe”: going back over it needs a person.`);
    case 'found':
      return targetExists
        ? target
        : refuse(
            'target-missing',
            `${target.release} passed, but its revision is gone: ${revisionAddress(target.revision)}. Deploy a build by hand.`,
          );
  }
};

const sentenceOf = ({ attribution }: PlanFacts): string => attribution.ranked[0]?.sentence ?? '';

const carryOut = (facts: PlanFacts, { current, lastSucceeded }: PlaceFacts, target: FoundTarget): Plan => {
  const reason = `${sentenceOf(facts)} ${target.release} is the newest build that passed.`;
  if (current.status !== 'running') {
    return { kind: 'redeploy', target, reason };
  }
  if (lastSucceeded !== undefined && sameRevision(lastSucceeded, target.revision)) {
    return { kind: 'stop', target, reason };
  }
  const why = `Deployment ${current.deploymentId} is running, and stopping it would not go back to ${target.release}.`;
  return facts.mayWait ? { kind: 'wait', reason: why } : refuse('no-target', why);
};

const byMode = (facts: PlanFacts, place: PlaceFacts, target: FoundTarget): Plan => {
  const { killSwitch, problem } = facts;
  if (killSwitch.position !== 'on') {
    return refuse('switched-off', `Nothing may act: ${killSwitch.detail}`);
  }
  const mode = modeFor(problem, place.limits);
  return mode === 'auto'
    ? carryOut(facts, place, target)
    : refuse(mode, `${place.environment} would go back to ${target.release} (mode ${mode}). ${sentenceOf(facts)}`);
};

const forPlace = (facts: PlanFacts, place: PlaceFacts): Plan => {
  const begun = place.ledger.remediations.find((one) => one.badDeploymentId === place.current.deploymentId && isDead(one, facts.now));
  if (begun !== undefined) {
    return join(begun, facts.now);
  }
  const refused = bySeniority(place, facts.now) ?? byGate(place, facts.now) ?? byConfidence(facts, place) ?? byPeople(place);
  if (refused !== undefined) {
    return refused;
  }
  const target = targetOf(place);
  return target.kind === 'found' ? (byLimits(place, facts.now) ?? byMode(facts, place, target)) : target;
};

export const plan = (facts: PlanFacts): Plan => {
  const { problem, attribution, answeredBy, place } = facts;
  if (problem.state !== 'open') {
    return refuse('resolved', 'The problem was over before anything was done.');
  }
  if (problem.nature !== 'symptom') {
    return refuse(
      'not-a-deployment-problem',
      problem.nature === 'forecast' ? 'It is a forecast: nobody suffers yet.' : 'It is about the monitoring itself.',
    );
  }
  if (problem.gate?.rollsBack === true) {
    return follow(problem, answeredBy);
  }
  if (answeredBy !== undefined) {
    return join(answeredBy, facts.now);
  }
  if (place !== undefined) {
    return forPlace(facts, place);
  }
  const why = ['No deployment fits the problem.', ...attribution.excluded.slice(0, 3)].join(' ');
  return attribution.mayChange && facts.mayWait ? { kind: 'wait', reason: why } : refuse('no-deployment', why);
};
