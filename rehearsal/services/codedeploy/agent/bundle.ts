/** Unpacks a revision: a zip file, with its executable bits, nowhere but into its own folder. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { isInside } from '../../../compute/root';
import { AgentError } from './agent-error';
import { parseAppSpec, type AppSpec } from './appspec';
import { unixModes } from './zip-modes';

/** Throws AgentError for anything but a sound zip file without paths that lead out of the folder. */
export const unpack = (zip: Uint8Array, folder: string): void => {
  const files = Object.entries(unzip(zip));
  for (const [name] of files) refuseEscape(folder, name);
  const modes = unixModes(zip);
  for (const [name, bytes] of files) {
    const target = join(folder, name);
    if (name.endsWith('/')) mkdirSync(target, { recursive: true });
    else write(target, bytes, modes.get(name));
  }
};

/** Throws AgentError where there is none, in the agent's words. */
export const readAppSpec = (folder: string): AppSpec => {
  const file = ['appspec.yml', 'appspec.yaml'].map((name) => join(folder, name)).find(existsSync);
  if (file !== undefined) return parseAppSpec(readFileSync(file, 'utf8'));
  throw new AgentError(
    'UnknownError',
    `The CodeDeploy agent did not find an AppSpec file within the unpacked revision directory at revision-relative path "appspec.yml". The revision was unpacked to directory "${folder}", and the AppSpec file was expected but not found at path "${join(folder, 'appspec.yml')}".`,
  );
};

const unzip = (zip: Uint8Array): Record<string, Uint8Array> => {
  try {
    return unzipSync(zip);
  } catch (error) {
    throw new AgentError('UnknownError', `The revision is not a zip file that can be unpacked: ${String(error)}`);
  }
};

const refuseEscape = (folder: string, name: string): void => {
  if (!name.includes('\\') && !name.includes('\0') && isInside(folder, resolve(folder, `./${name}`))) return;
  throw new AgentError('UnknownError', `The revision holds the path ${JSON.stringify(name)}, which leads out of its folder.`);
};

const write = (target: string, bytes: Uint8Array, mode: number | undefined): void => {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, bytes);
  if (mode !== undefined) chmodSync(target, mode);
};
