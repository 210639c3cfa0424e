/** The verbs of `systemctl` that hook scripts use, with systemd's words and exit codes. */
import type { Supervisor } from './supervisor';

export interface Reply {
  readonly code: number;
  readonly out: readonly string[];
  readonly error: readonly string[];
}

const ok: Reply = { code: 0, out: [], error: [] };
const fails = (code: number, ...error: string[]): Reply => ({ code, out: [], error });
const says = (code: number, ...out: string[]): Reply => ({ code, out, error: [] });

type Verb = (supervisor: Supervisor, unit: string) => Promise<Reply> | Reply;

const verbs: Readonly<Record<string, Verb>> = {
  start: (supervisor, unit) => done(() => supervisor.start(unit)),
  stop: (supervisor, unit) => done(() => supervisor.stop(unit)),
  restart: (supervisor, unit) => done(() => supervisor.restart(unit)),
  'reload-or-restart': (supervisor, unit) => done(() => supervisor.restart(unit)),
  'try-restart': (supervisor, unit) => (supervisor.state(unit) === 'active' ? done(() => supervisor.restart(unit)) : ok),
  enable: (supervisor, unit) => done(() => supervisor.setEnabled(unit, true)),
  disable: (supervisor, unit) => done(() => supervisor.setEnabled(unit, false)),
  'reset-failed': () => ok,
  'is-active': (supervisor, unit) => says(supervisor.state(unit) === 'active' ? 0 : 3, supervisor.state(unit)),
  'is-failed': (supervisor, unit) => says(supervisor.state(unit) === 'failed' ? 0 : 1, supervisor.state(unit)),
  'is-enabled': (supervisor, unit) => (supervisor.isEnabled(unit) ? says(0, 'enabled') : says(1, 'disabled')),
  status: (supervisor, unit) =>
    says(supervisor.state(unit) === 'active' ? 0 : 3, `${unit} - ${supervisor.state(unit)}`, `Main PID: ${supervisor.pid(unit) ?? 0}`),
};

/** Verbs that answer for a unit that is not there, instead of failing. */
const tolerant = new Set(['is-active', 'is-failed', 'is-enabled']);

/** Runs one command line, without the word `systemctl`. Never rejects. */
export const systemctl = async (supervisor: Supervisor, commandLine: readonly string[]): Promise<Reply> => {
  const [verb = '', ...names] = commandLine.filter((word) => !word.startsWith('-'));
  const now = commandLine.includes('--now');
  const quiet = commandLine.includes('--quiet') || commandLine.includes('-q');
  if (verb === 'daemon-reload' || verb === 'daemon-reexec') return ok;
  const run = verbs[verb];
  if (run === undefined) return fails(1, `Unknown command verb ${verb}: the rehearsal knows ${Object.keys(verbs).join(', ')}.`);
  if (names.length === 0) return fails(1, 'Too few arguments.');
  let result = ok;
  for (const name of names.map(fullName)) {
    const reply = await oneUnit(supervisor, verb, run, name, now);
    if (reply.code !== 0 || result.code === 0) result = { ...reply, out: [...result.out, ...reply.out] };
  }
  return quiet ? { ...result, out: [] } : result;
};

const fullName = (name: string): string => (name.includes('.') ? name : `${name}.service`);

const oneUnit = async (supervisor: Supervisor, verb: string, run: Verb, unit: string, now: boolean): Promise<Reply> => {
  if (!supervisor.exists(unit) && !tolerant.has(verb)) {
    return fails(verb === 'status' ? 4 : 5, `Failed to ${verb} ${unit}: Unit ${unit} not found.`);
  }
  const reply = await run(supervisor, unit);
  if (!now || reply.code !== 0) return reply;
  return verb === 'enable' ? done(() => supervisor.start(unit)) : done(() => supervisor.stop(unit));
};

const done = async (act: () => Promise<void> | void): Promise<Reply> => {
  try {
    await act();
    return ok;
  } catch (error) {
    return fails(1, error instanceof Error ? error.message : String(error));
  }
};
