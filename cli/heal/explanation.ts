import type { Gathered } from '../../lambda/healing/planning/facts';
import type { Plan } from '../../lambda/healing/planning/plan';
import { modeFor } from '../../lambda/healing/planning/settings';

/** Says what the plan is and what it rests on, a line a fact. Pure. */
export function explanation({ facts, place, unreadable }: Gathered, plan: Plan): readonly string[] {
  const { problem, attribution } = facts;
  return [
    `Problem    ${problem.title || problem.id} (${problem.source}, ${problem.severity}, ${problem.state} since ${new Date(problem.started).toISOString()})`,
    ...problem.entities.slice(0, 5).map(({ type, id, name }) => `About      ${type} ${name || id}`),
    ...unreadable.map((sentence) => `Settings   ${sentence}`),
    ...attribution.ranked.map(({ confidence, sentence }, index) => `Cause ${index + 1}    ${confidence} confidence: ${sentence}`),
    ...attribution.excluded.map((sentence) => `Not        ${sentence}`),
    ...(place === undefined ? [] : [`Place      ${place.environment} of ${place.pipeline}, mode ${modeFor(problem, place.limits)}`]),
    `Plan       ${sentenceOf(plan)}`,
  ];
}

function sentenceOf(plan: Plan): string {
  switch (plan.kind) {
    case 'redeploy':
      return `would redeploy ${plan.target.release}. ${plan.reason}`;
    case 'stop':
      return `would stop the running deployment, which goes back to ${plan.target.release}. ${plan.reason}`;
    case 'join':
      return `would do nothing of its own. ${plan.reason}`;
    case 'follow':
      return `would follow the gate’s own rollback and verify it. ${plan.reason}`;
    case 'take-over':
      return `would go on with the rollback to ${plan.remediation.toRelease}. ${plan.reason}`;
    case 'wait':
      return `would wait and look again. ${plan.reason}`;
    case 'refuse':
      return `would do nothing (${plan.code}). ${plan.reason}`;
  }
}
