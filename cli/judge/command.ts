import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { Command } from 'commander';
import { messageOf, UserError } from '../errors';
import type { SetExitCode } from '../main';
import { isError, judgeLines, type Outcome } from './judge-lines';
import { linesOf } from './lines';
import { outcomeText } from './words';

const examples = `
Examples:
  unbreakable judge --cases cases.ndjson                one verdict per case, as JSON lines
  producer | unbreakable judge --cases - --sequential   growing prefixes: when would it have been decided?

Exit code: 0 whatever the verdicts; 3 where a line was no case (its place holds {"line":…,"error":…}) or the file cannot be read.`;

interface Options {
  readonly cases: string;
  readonly sequential?: boolean;
  readonly json?: boolean;
}

/** `unbreakable judge`: judges cases from a file, without a pipeline. */
export const judgeCommand = (setExitCode: SetExitCode): Command =>
  new Command('judge')
    .description('judge cases of metrics, one JSON object per line, with the rule that gates use')
    .requiredOption('--cases <file>', 'NDJSON file of cases, or - for standard input')
    .option('--sequential', 'show the judge one period after the other and tell when it decided')
    .option('--json', 'JSON lines on a terminal too; elsewhere they are what is written anyway')
    .addHelpText('after', examples)
    .action(async (options: Options) => {
      const clean = await judgeStream(
        open(options.cases),
        process.stdout,
        options.sequential === true,
        options.json === true || !process.stdout.isTTY,
      );
      setExitCode(clean ? 0 : 3);
    });

const open = (file: string): Readable => (file === '-' ? process.stdin.setEncoding('utf8') : createReadStream(file, { encoding: 'utf8' }));

const lineOf = (outcome: Outcome, json: boolean): string => (json ? `${JSON.stringify(outcome)}\n` : outcomeText(outcome));

/** The reader of the verdicts has seen enough, as `head` does. */
const isClosed = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EPIPE';

/**
 * Judges a stream; reads no faster than its verdicts are taken.
 * @returns whether every line was a case.
 */
export async function judgeStream(input: Readable, output: Writable, sequential: boolean, json: boolean): Promise<boolean> {
  let clean = true;
  try {
    for await (const outcome of judgeLines(linesOf(input), sequential)) {
      clean &&= !isError(outcome);
      if (!output.write(lineOf(outcome, json))) {
        await once(output, 'drain');
      }
    }
  } catch (error) {
    if (isClosed(error)) {
      return clean;
    }
    throw new UserError(`The cases could not be read: ${messageOf(error)}. Name a readable NDJSON file, or - for standard input.`);
  }
  return clean;
}
