/** The Install event: copies the files that the appspec names under the root of the instance. */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { FileExistsBehavior } from '@aws-sdk/client-codedeploy';
import { inRoot, isInside } from '../../../compute/root';
import { AgentError } from './agent-error';
import type { AppSpec } from './appspec';

export interface Installation {
  /** Folder of the unpacked revision. */
  readonly bundle: string;
  /** Root of the instance. */
  readonly root: string;
  readonly spec: AppSpec;
  readonly behavior: FileExistsBehavior;
  /** What the last installation of this deployment group put there, absolute paths on this machine. */
  readonly previous: readonly string[];
}

/**
 * Removes what the last installation copied, then copies. Gives the files it wrote.
 * Throws AgentError where a source is missing or a file is in the way and may not be.
 */
export const install = ({ bundle, root, spec, behavior, previous }: Installation): string[] => {
  for (const file of previous) rmSync(file, { force: true });
  const wanted = spec.files.flatMap(({ source, destination }) => copies(bundle, root, source, destination));
  const written = wanted.filter(({ to }) => decide(root, to, spec.fileExistsBehavior ?? behavior));
  for (const { from, to } of written) {
    mkdirSync(join(to, '..'), { recursive: true });
    cpSync(from, to);
  }
  return written.map(({ to }) => to);
};

interface Copy {
  readonly from: string;
  readonly to: string;
}

/** A file goes into the destination folder under its own name; of a folder its contents go there. */
const copies = (bundle: string, root: string, source: string, destination: string): Copy[] => {
  const from = resolve(bundle, `./${source}`);
  if (!isInside(bundle, from) || !existsSync(from)) {
    throw new AgentError('UnknownError', `The AppSpec names the source ${source}, which the revision does not hold.`);
  }
  const to = inRoot(root, destination);
  return statSync(from).isDirectory() ? contents(from, to) : [{ from, to: join(to, basename(from)) }];
};

const contents = (from: string, to: string): Copy[] =>
  readdirSync(from, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? contents(join(from, entry.name), join(to, entry.name))
      : [{ from: join(from, entry.name), to: join(to, entry.name) }],
  );

/** Whether to write a file. */
const decide = (root: string, to: string, behavior: FileExistsBehavior): boolean => {
  if (!existsSync(to) || behavior === 'OVERWRITE') return true;
  if (behavior === 'RETAIN') return false;
  throw new AgentError(
    'UnknownError',
    `The deployment failed because a specified file already exists at this location: ${to.slice(root.length)}`,
  );
};
