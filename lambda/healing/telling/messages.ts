/** What people read of healing. Pure. */
import type { Message } from '../../gate/ports/telling';
import type { ProblemOutcome, ProblemRecord, Remediation } from '../remediation';

const subjectOf = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 100);

const paragraphs = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');

const nameOf = ({ problem }: ProblemRecord): string => `${problem.displayId ?? problem.source}: ${problem.title}`;

const unlockHint = ({ pipeline }: Remediation): string =>
  `Promotions into production are locked until a person runs “unbreakable unlock ${pipeline}”.`;

/** What is said when a rollback begins; also the comment on the problem. */
export const startMessage = (record: ProblemRecord, remediation: Remediation, link: string, locked: boolean): Message => ({
  subject: subjectOf(`${remediation.environment} goes back from ${remediation.fromRelease} to ${remediation.toRelease}`),
  text: paragraphs(
    `${nameOf(record)}.`,
    `${remediation.environment} of ${remediation.pipeline} goes back from ${remediation.fromRelease} (deployment ${remediation.badDeploymentId}) to ${remediation.toRelease}.`,
    remediation.reason,
    locked ? unlockHint(remediation) : '',
    `Story: ${link}`,
  ),
});

const ends = {
  succeeded: 'has recovered',
  escalated: 'went back and has NOT recovered',
  failed: 'could NOT go back',
  withdrawn: 'was left alone: somebody else has acted',
} as const;

export type EndState = keyof typeof ends;

const nextStep = (state: EndState, { pipeline, environment }: Remediation): string => {
  switch (state) {
    case 'succeeded':
      return `Mend the build, run “unbreakable unlock ${pipeline}”, and release it.`;
    case 'escalated':
      return `There is no second rollback by itself: look at ${environment} now. An urgent fix: “unbreakable unlock ${pipeline}”, then release it.`;
    case 'failed':
      return `Look at the deployment in the CodeDeploy console now, and deploy a good build by hand.`;
    case 'withdrawn':
      return '';
  }
};

/** What is said when a rollback has ended; also the comment on the problem. */
export const endMessage = (record: ProblemRecord, remediation: Remediation, state: EndState, link: string): Message => ({
  subject: subjectOf(`${remediation.environment} ${ends[state]} (${remediation.toRelease})`),
  text: paragraphs(
    `${nameOf(record)}.`,
    `${remediation.environment} of ${remediation.pipeline} ${ends[state]}.`,
    remediation.reason,
    nextStep(state, remediation),
    `Story: ${link}`,
  ),
});

/** What calls people, again and again. `number` counts from 1. */
export const callMessage = (record: ProblemRecord, reason: string, number: number, link: string): Message => ({
  subject: subjectOf(`CALL ${number}: ${nameOf(record)}`),
  text: paragraphs(`${nameOf(record)}.`, reason, 'Nothing more happens by itself. Look at production now.', `Story: ${link}`),
});

/** What is said of a problem that is not answered by a rollback. */
export const refusalMessage = (
  record: ProblemRecord,
  outcome: Extract<ProblemOutcome, { readonly kind: 'refused' }>,
  link: string,
): Message => ({
  subject: subjectOf(`No rollback for ${nameOf(record)}`),
  text: paragraphs(
    `${nameOf(record)}.`,
    `No rollback (${outcome.code}): ${outcome.reason}`,
    record.problem.link === undefined ? '' : `Problem: ${record.problem.link}`,
    `Story: ${link}`,
  ),
});
