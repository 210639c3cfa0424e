/** What people read. Pure. */
import { consoleOf, destinationName } from '../../contract/destination';
import type { Message } from '../ports/telling';
import type { Decision, Remediation, Validation } from '../validation';

/** Reasons in a message; the report has them all. */
const mostReasons = 5;

const outcome = { approve: 'approved', reject: 'rejected', hold: 'held' } as const;

const headline = ({ release, stage, mode }: Validation, { decision, by, answered }: Decision): string => {
  if (by === 'person') {
    return `${release} ${outcome[decision]} in ${stage} by a person`;
  }
  if (decision === 'hold') {
    return `${release} held in ${stage}: a person decides`;
  }
  const wouldBe = answered ? '' : mode === 'enforce' ? ' (not answered)' : ' (recommendation)';
  return `${release} ${outcome[decision]} in ${stage}${wouldBe}`;
};

/** What is left for a person to do. */
const nextStep = ({ approvalAction, pipeline }: Validation, { by, decision, answered }: Decision): string => {
  if (by === 'person' || answered) {
    return decision === 'reject' ? 'Nothing further goes out of this execution.' : 'The pipeline goes on.';
  }
  return `Answer ${approvalAction} of ${pipeline} in the CodePipeline console.`;
};

const paragraphs = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');

export const decisionMessage = (validation: Validation, decision: Decision, link: string, note = ''): Message => ({
  subject: `${validation.pipeline}: ${headline(validation, decision)}`.slice(0, 100),
  text: paragraphs(
    `${headline(validation, decision)}.`,
    decision.reasons
      .slice(0, mostReasons)
      .map((reason) => `- ${reason}`)
      .join('\n'),
    note,
    nextStep(validation, decision),
    `Report: ${link}`,
  ),
});

const ofRollback = ({ release, stage }: Validation, remediation: Remediation): string => {
  switch (remediation.state) {
    case 'refused':
      return `${release} stays in ${stage}: no rollback`;
    case 'succeeded':
      return `${stage} rolled back from ${release} to ${remediation.toRelease}`;
    case 'failed':
      return `Rollback of ${stage} from ${release} to ${remediation.toRelease} FAILED`;
    case 'starting':
    case 'running':
      return `Rolling ${stage} back from ${release} to ${remediation.toRelease}`;
  }
};

export const remediationMessage = (validation: Validation, remediation: Remediation, link: string): Message => ({
  subject: `${validation.pipeline}: ${ofRollback(validation, remediation)}`.slice(0, 100),
  text: paragraphs(
    `${ofRollback(validation, remediation)}.`,
    remediation.reason,
    remediation.state === 'succeeded'
      ? ''
      : `Look at ${destinationName(validation.deployment.destination)} in the ${consoleOf(validation.deployment.destination)} console.`,
    `Report: ${link}`,
  ),
});
