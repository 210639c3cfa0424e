/** From lines of cases to lines of verdicts, in order, one at a time. */
import { judgeCase, judgeSequentially, type CaseVerdict } from '../../lambda/judge/evidence/judge-case';
import type { Line } from './lines';
import { parseLine } from './schema';

/** What stands in the place of a verdict where a line is no case. */
export interface LineError {
  /** Counted from 1, empty lines included. */
  readonly line: number;
  readonly error: string;
}

export type Outcome = CaseVerdict | LineError;

export const isError = (outcome: Outcome): outcome is LineError => 'error' in outcome;

const judgeLine = (line: Line, sequential: boolean): Outcome => {
  if ('tooLong' in line) {
    return { line: line.number, error: 'the line is longer than 64 MiB; split the case.' };
  }
  const parsed = parseLine(line.text);
  if (!parsed.ok) {
    return { line: line.number, error: parsed.error };
  }
  return sequential ? judgeSequentially(parsed.value) : judgeCase(parsed.value);
};

/** Judges line by line; a bad line gives an error and the rest go on. */
export async function* judgeLines(lines: AsyncIterable<Line>, sequential: boolean): AsyncGenerator<Outcome> {
  for await (const line of lines) {
    yield judgeLine(line, sequential);
  }
}
