import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import pc from 'picocolors';
import type { Evaluation } from './evaluation';
import { messageOf, UserError } from '../errors';
import { closing } from './outcome';
import { render, type Format } from './render/render';

/** Colours are for terminals; a file gets none. */
const plain = pc.createColors(false);

/** Writes text to a file, with the folders on its way. @throws UserError where it cannot be written. */
export function writeFile(option: string, path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new UserError(`${option} ${path}: the file cannot be written (${messageOf(error)}).`);
  }
}

/**
 * Writes the report to the file or to standard output. The closing sentence is always told: at the end of a table, on
 * standard output beside a file, else on standard error so that what is piped stays whole.
 */
export function writeReport(evaluation: Evaluation, format: Format, out: string | undefined): void {
  if (out !== undefined) {
    writeFile('--out', out, render(evaluation, format, plain));
    process.stdout.write(`${closing(evaluation)}\n`);
    return;
  }
  process.stdout.write(render(evaluation, format, pc));
  if (format !== 'table') process.stderr.write(`${closing(evaluation)}\n`);
}
