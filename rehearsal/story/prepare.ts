import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../cli/errors';
import { parseMonspec } from '../../lambda/monspec/parse';
import { behaveLike, defineBuild } from '../../sample/builds';
import { bundleSample, type SampleBundle } from '../../sample/bundle';
import { assembly } from './assembly';
import { unlessStopped } from './stopped';

/** What is prepared before anything runs. */
export interface PrepareRequest {
  readonly builds: readonly number[];
  /** build → the shipped build that it behaves like. */
  readonly like?: Readonly<Record<number, number>>;
  /** An assembly synthesized before. */
  readonly app?: string;
  /** Options in place of those of unbreakable.config.ts. */
  readonly config?: object;
  readonly signal: AbortSignal;
}

/**
 * The assembly and the bundles, both made at once. Waits for both even where one fails: the folder is removed then, and
 * nobody may still be writing to it.
 * @throws UserError or another error with a fix: an unknown build, a broken app, a monspec that cannot be used.
 */
export async function prepare(
  { builds, like = {}, app, config, signal }: PrepareRequest,
  directory: string,
): Promise<{ readonly app: string; readonly bundle: SampleBundle }> {
  const behaviourOf = behaveLike(like);
  for (const build of builds) defineBuild(build, behaviourOf);
  // One that is given is only looked at: where it is none, nothing is built in vain.
  const given = app === undefined ? undefined : await assembly(app, '', config);
  const [synthesized, bundled] = await Promise.allSettled([
    given ?? assembly(undefined, join(directory, 'cdk.out'), config),
    bundleSample({ builds, outDir: join(directory, 'builds'), behaviourOf }),
  ]);
  unlessStopped(signal);
  if (synthesized.status === 'rejected') throw synthesized.reason;
  if (bundled.status === 'rejected') throw bundled.reason;
  await checkMonspec(bundled.value.monspec);
  return { app: synthesized.value, bundle: bundled.value };
}

/** A pipeline would refuse it at its first gate, minutes later. */
async function checkMonspec(file: string): Promise<void> {
  const parsed = parseMonspec(await readFile(file));
  if (parsed.ok) return;
  const [first, ...others] = parsed.issues;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  throw new UserError(
    `sample/monspec.json cannot be used: ${first?.path ?? ''}: ${first?.message ?? ''} Received: ${first?.received ?? ''}. ${first?.fix ?? ''}${more}`,
  );
}
