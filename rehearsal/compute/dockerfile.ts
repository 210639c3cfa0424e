/**
 * Builds an image from a Dockerfile as far as a laptop without a container engine can: files are copied, variables and
 * the command are kept. A Node base image is this machine's Node; a step that would run something is refused.
 */
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { ComputeError } from './compute-error';
import type { ImageContent } from './images';
import { inRoot } from './root';

interface Build {
  readonly context: string;
  readonly folder: string;
  readonly variables: Record<string, string>;
  readonly environment: Record<string, string>;
  workingDirectory: string;
  command: readonly string[];
}

/** What an instruction does; what is not here is refused. */
const instructions: Readonly<Record<string, (build: Build, rest: string) => void>> = {
  FROM: (_build, rest) => {
    if (!/^(?:\S+\/)?node(?::\S+)?$/.test(rest)) refuse(`FROM ${rest}`);
  },
  ARG: (build, rest) => {
    const [name = '', value = ''] = split(rest, '=');
    build.variables[name] ??= value;
  },
  ENV: (build, rest) => {
    const [name = '', value = ''] = split(rest, '=');
    build.environment[name] = value;
  },
  WORKDIR: (build, rest) => {
    build.workingDirectory = posix.resolve(build.workingDirectory, rest);
    mkdirSync(inRoot(build.folder, build.workingDirectory), { recursive: true });
  },
  COPY: (build, rest) => {
    const words = rest.split(/\s+/);
    const target = inRoot(build.folder, posix.resolve(build.workingDirectory, words.at(-1) ?? '.'));
    mkdirSync(target, { recursive: true });
    for (const word of words.slice(0, -1)) cpSync(join(build.context, word), join(target, basename(word)), { recursive: true });
  },
  USER: () => undefined,
  EXPOSE: () => undefined,
  CMD: (build, rest) => {
    build.command = JSON.parse(rest) as string[];
  },
};

/**
 * Builds the Dockerfile of a folder into another.
 * @param variables build arguments
 * @throws ComputeError Dockerfile for an instruction that cannot be rehearsed
 */
export const buildImage = (context: string, folder: string, variables: Readonly<Record<string, string>> = {}): ImageContent => {
  const build: Build = { context, folder, variables: { ...variables }, environment: {}, workingDirectory: '/', command: [] };
  mkdirSync(folder, { recursive: true });
  for (const line of linesOf(readFileSync(join(context, 'Dockerfile'), 'utf8'))) {
    const [name = '', rest = ''] = split(line, ' ');
    const run = instructions[name.toUpperCase()];
    if (run === undefined) return refuse(line);
    run(build, filled(rest.trim(), build.variables));
  }
  const { command, workingDirectory, environment } = build;
  return { folder, command, workingDirectory, environment };
};

const linesOf = (text: string): readonly string[] =>
  text
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

const split = (text: string, mark: string): readonly string[] => {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};

const filled = (text: string, variables: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\$\{(\w+)\}|\$(\w+)/g, (_, braced?: string, bare?: string) => variables[braced ?? bare ?? ''] ?? '');

const refuse = (line: string): never => {
  throw new ComputeError('Dockerfile', `“${line}” cannot be rehearsed without a container engine.`, 'Use COPY of files and CMD in JSON, on a Node image.');
};
