import { SourceError } from '../../lambda/sources/source-error';
import { verdictCodes } from './outcome';

/** Runs a command of metric sources; a source that cannot be set up is one sentence and its exit code. */
export async function tellingSources(run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error.code === 'BadFile' ? verdictCodes.source : verdictCodes.usage;
  }
}
