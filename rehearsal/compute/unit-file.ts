/** systemd unit files, in the parts that the rehearsal runs. Pure. */
import { ComputeError } from './compute-error';

export type Restart = 'no' | 'on-failure' | 'always';

export interface UnitFile {
  readonly execStart: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Absolute paths on the instance; `optional` ones begin with `-` in the file. */
  readonly environmentFiles: readonly { readonly path: string; readonly optional: boolean }[];
  readonly workingDirectory?: string;
  /** Absolute paths on the instance that output is appended to; undefined means the journal. */
  readonly standardOutput?: string;
  readonly standardError?: string;
  readonly restart: Restart;
  /** Seconds; systemd's default is 0.1. */
  readonly restartSeconds: number;
  /** Seconds; systemd's default is 90. */
  readonly stopSeconds: number;
}

/** Throws ComputeError for a unit that the rehearsal cannot run as it is meant. */
export const parseUnit = (name: string, text: string): UnitFile => {
  const keys = serviceKeys(text);
  const refuse = (problem: string): never => {
    throw new ComputeError('UnitFile', `${name}: ${problem}.`, 'The rehearsal runs units of Type=simple or exec with one ExecStart.');
  };
  const type = last(keys, 'Type') ?? 'simple';
  if (type !== 'simple' && type !== 'exec') refuse(`Type=${type} is not rehearsed`);
  const commands = keys.get('ExecStart') ?? [];
  if (commands.length !== 1) refuse(`it has ${commands.length} ExecStart lines`);
  const restart = last(keys, 'Restart') ?? 'no';
  if (!isRestart(restart)) return refuse(`Restart=${restart} is not rehearsed`);
  return {
    execStart: words((commands[0] ?? '').replace(/^[-@:+!|]+/, '')),
    environment: Object.fromEntries((keys.get('Environment') ?? []).flatMap(words).map(assignment)),
    environmentFiles: (keys.get('EnvironmentFile') ?? []).map(environmentFile),
    ...optionalPath('workingDirectory', last(keys, 'WorkingDirectory')),
    ...optionalPath('standardOutput', outputFile(last(keys, 'StandardOutput'))),
    ...optionalPath('standardError', outputFile(last(keys, 'StandardError') ?? last(keys, 'StandardOutput'))),
    restart,
    restartSeconds: seconds(last(keys, 'RestartSec'), 0.1),
    stopSeconds: seconds(last(keys, 'TimeoutStopSec'), 90),
  };
};

/** `KEY=value` lines; comments and blank lines are skipped, one pair of quotes is taken off. */
export const parseEnvironmentFile = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !/^[#;]/.test(line) && line.includes('='))
      .map(assignment),
  );

/** Splits a line as systemd does: at blanks, except within quotes. */
export const words = (line: string): string[] =>
  [...line.matchAll(/(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"']+))+/g)].map(([whole]) =>
    whole.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_, double?: string, single?: string) =>
      double === undefined ? (single ?? '') : double.replaceAll(/\\(.)/g, '$1'),
    ),
  );

const assignment = (text: string): [string, string] => {
  const at = text.indexOf('=');
  return [text.slice(0, at).trim(), unquoted(text.slice(at + 1).trim())];
};

const unquoted = (value: string): string => /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;

/** The keys of [Service]; an empty assignment clears a list, as in systemd. */
const serviceKeys = (text: string): ReadonlyMap<string, string[]> => {
  const keys = new Map<string, string[]>();
  let section = '';
  for (const line of text
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((raw) => raw.trim())) {
    if (line === '' || /^[#;]/.test(line)) continue;
    const heading = /^\[(.+)\]$/.exec(line)?.[1];
    if (heading !== undefined) section = heading;
    else if (section === 'Service') addKey(keys, line);
  }
  return keys;
};

const addKey = (keys: Map<string, string[]>, line: string): void => {
  const at = line.indexOf('=');
  if (at < 0) return;
  const key = line.slice(0, at).trim();
  const value = line.slice(at + 1).trim();
  keys.set(key, value === '' ? [] : [...(keys.get(key) ?? []), value]);
};

const last = (keys: ReadonlyMap<string, string[]>, key: string): string | undefined => keys.get(key)?.at(-1);

const isRestart = (value: string): value is Restart => ['no', 'on-failure', 'always'].includes(value);

const environmentFile = (value: string) => ({ path: value.replace(/^-/, ''), optional: value.startsWith('-') });

const outputFile = (value: string | undefined): string | undefined => /^(?:append|file|truncate):(.+)$/.exec(value ?? '')?.[1];

const optionalPath = <Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } =>
  value === undefined ? {} : ({ [key]: value } as { [K in Key]: string });

/** `2`, `500ms`, `5s`, `1min`. */
const seconds = (value: string | undefined, fallback: number): number => {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(ms|s|sec|min|m)?$/.exec(value ?? '') ?? [];
  if (amount === undefined) return fallback;
  return Number(amount) * (unit === 'ms' ? 0.001 : unit === 'min' || unit === 'm' ? 60 : 1);
};
