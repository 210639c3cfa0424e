/** What a unit's process is started with on this machine. */
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ComputeError } from './compute-error';
import { inRoot, translated } from './root';
import { parseEnvironmentFile, type UnitFile } from './unit-file';

export interface UnitHost {
  readonly root: string;
  /** Local port that stands for whatever PORT the unit declares. */
  readonly port: number;
  /** Set below the unit's own variables: credentials of the instance, endpoint. */
  readonly base: Readonly<Record<string, string>>;
  /** Set above the unit's own variables: the virtual clock. */
  readonly forced: Readonly<Record<string, string>>;
}

export interface UnitCommand {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
}

export const unitCommand = (unit: UnitFile, host: UnitHost): UnitCommand => {
  const declared = { ...unit.environment, ...readFiles(unit, host.root) };
  const environment = {
    PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    LANG: 'C.UTF-8',
    ...host.base,
    ...declared,
    ...(declared['PORT'] === undefined ? {} : { PORT: String(host.port) }),
    ...host.forced,
  };
  const [program = '', ...rest] = unit.execStart.map((word) => expand(word, environment));
  return {
    file: executable(host.root, program),
    arguments: rest.map((word) => translated(host.root, word)),
    environment,
    folder: unit.workingDirectory === undefined ? host.root : inRoot(host.root, unit.workingDirectory),
  };
};

const readFiles = ({ environmentFiles }: UnitFile, root: string): Record<string, string> =>
  Object.assign(
    {},
    ...environmentFiles.map(({ path, optional }) => {
      const file = inRoot(root, path);
      if (existsSync(file)) return parseEnvironmentFile(readFileSync(file, 'utf8'));
      if (optional) return {};
      throw new ComputeError('UnitFile', `Failed to load environment files: ${path} does not exist.`, 'Write it before the unit starts.');
    }),
  ) as Record<string, string>;

/** A program of the instance; Node is this one, since packages are not installed here. */
const executable = (root: string, program: string): string => {
  const local = translated(root, program);
  return local === program && basename(program) === 'node' ? process.execPath : local;
};

const expand = (word: string, environment: Readonly<Record<string, string>>): string =>
  word.replaceAll(/\$\{(\w+)\}|\$(\w+)/g, (_, braced?: string, bare?: string) => environment[braced ?? bare ?? ''] ?? '');
