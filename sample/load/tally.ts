import type { LogFields } from '../common/log';
import type { Answer } from './client';

/** Counts of one minute of load. */
export interface Tally {
  sent: number;
  answered: number;
  /** Answered with HTTP 5xx. */
  failed: number;
  unanswered: number;
  /** Not sent, because the generator was late or too many requests were in flight. */
  skipped: number;
  milliseconds: number;
}

export function emptyTally(): Tally {
  return { sent: 0, answered: 0, failed: 0, unanswered: 0, skipped: 0, milliseconds: 0 };
}

/** Adds one answer to the tally. */
export function addAnswer(tally: Tally, answer: Answer): void {
  if (answer.kind === 'unanswered') {
    tally.unanswered += 1;
    return;
  }
  tally.answered += 1;
  tally.failed += answer.status >= 500 ? 1 : 0;
  tally.milliseconds += answer.milliseconds;
}

/** The tally as fields of a log line; the average is in milliseconds, 0 where nothing was answered. */
export function summarise(tally: Tally): LogFields {
  const { milliseconds, ...counts } = tally;
  return { ...counts, averageMilliseconds: tally.answered === 0 ? 0 : Math.round(milliseconds / tally.answered) };
}
