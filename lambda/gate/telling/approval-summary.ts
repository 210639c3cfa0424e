/** What stands on an approval that the gate answered. Pure. */
import { createHash } from 'node:crypto';
import type { Decision, Validation } from '../validation';

/** CodePipeline takes this many characters. */
const longest = 512;

/** The sign by which the gate knows its own answer again, also after a crash between answering and noting it. */
export const approvalMark = ({ validationId }: Pick<Validation, 'validationId'>): string =>
  `[gate ${createHash('sha256').update(validationId).digest('hex').slice(0, 12)}]`;

/** Whether the gate answered an approval for this validation, by the summary that CodePipeline reports. */
export const isOwnAnswer = (validation: Pick<Validation, 'validationId'>, summary: string | undefined): boolean =>
  summary?.includes(approvalMark(validation)) ?? false;

/** Joins sentences while they fit; the first one is cut where even it does not. */
const fit = (sentences: readonly string[], room: number): string => {
  const [first = '', ...others] = sentences;
  let text = first.length > room ? `${first.slice(0, Math.max(0, room - 1))}…` : first;
  for (const sentence of others) {
    if (text.length + 1 + sentence.length > room) {
      break;
    }
    text += ` ${sentence}`;
  }
  return text;
};

/** The deciding reasons, the link to the report and the gate's mark, in at most 512 characters. */
export const approvalSummary = (validation: Validation, decision: Decision, link: string): string => {
  const whole = ` ${link} ${approvalMark(validation)}`;
  const tail = whole.length > longest - 100 ? ` ${approvalMark(validation)}` : whole;
  return fit([`${decision.verdict ?? 'no verdict'}:`, ...decision.reasons], longest - tail.length) + tail;
};
