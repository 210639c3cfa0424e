import { closeSync, openSync, writeSync } from 'node:fs';
import { messageOf, UserError } from '../errors';
import type { Line } from '../../rehearsal/story/lines';

/** Where the NDJSON lines go. */
export interface LinesFile {
  write(line: Line): void;
  close(): void;
}

/**
 * Opens the file of `--json` at once, so that a path that cannot be written is known before anything starts. Each line
 * is written when it happens: a rehearsal that is killed leaves what was decided by then.
 * @throws UserError when the file cannot be opened.
 */
export function openLines(path: string | undefined): LinesFile {
  if (path === undefined) return { write: () => undefined, close: () => undefined };
  const file = open(path);
  return {
    write: (line) => {
      writeSync(file, `${JSON.stringify(line)}\n`);
    },
    close: () => closeSync(file),
  };
}

function open(path: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    throw new UserError(`--json ${path}: the file cannot be written (${messageOf(error)}). Name a file in a folder that exists.`);
  }
}
