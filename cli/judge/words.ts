/** Verdicts for a person at a terminal. */
import type { Outcome } from './judge-lines';
import { isError } from './judge-lines';

const minutes = (seconds: number): string => (seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`);

/** A heading and one indented sentence per metric. */
export const outcomeText = (outcome: Outcome): string => {
  if (isError(outcome)) {
    return `line ${outcome.line}: ${outcome.error}\n`;
  }
  const metrics = outcome.metrics.map(({ verdict, reason }) => `  ${verdict.padEnd(12)} ${reason}\n`).join('');
  return `${outcome.id}: ${outcome.verdict} after ${minutes(outcome.decidedAfterSeconds)}\n${metrics}`;
};
