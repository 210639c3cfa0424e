/** Runs one hook script on an instance, with its own process group and a limit in real seconds. */
import { spawn } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isInside } from '../../../compute/root';
import { signalGroup, type ProcessKeeper } from '../../../compute/process-keeper';
import { AgentError } from './agent-error';
import type { Hook } from './appspec';

/** CodeDeploy keeps the end of a script's output. */
const tailLength = 2_048;

export interface ScriptRun {
  readonly bundle: string;
  readonly hook: Hook;
  /** Folder that the script starts in. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly keeper: ProcessKeeper;
  readonly signal: AbortSignal;
}

/** Resolves with the end of its output; throws AgentError where the script is missing, fails or takes too long. */
export const runScript = async (run: ScriptRun): Promise<string> => {
  const file = locate(run);
  const ended = await execute(file, run);
  const { location, timeout } = run.hook;
  switch (ended.how) {
    case 'error':
      throw new AgentError(
        'ScriptNotExecutable',
        `Script at specified location: ${location} could not be started: ${ended.message}`,
        location,
      );
    case 'timeout':
      throw new AgentError(
        'ScriptTimedOut',
        `Script at specified location: ${location} failed to complete in ${timeout} seconds`,
        location,
        ended.output,
      );
    case 'exit':
      if (ended.code === 0) return ended.output;
      throw new AgentError(
        'ScriptFailed',
        `Script at specified location: ${location} failed with exit code ${ended.code}`,
        location,
        ended.output,
      );
  }
};

/** As the agent does, a script without the executable bit gets it. */
const locate = ({ bundle, hook: { location } }: ScriptRun): string => {
  const file = resolve(bundle, `./${location}`);
  if (!isInside(bundle, file) || !existsSync(file)) {
    throw new AgentError('ScriptMissing', `Script does not exist at specified location: ${location}`, location);
  }
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
  return file;
};

type Ended =
  | { readonly how: 'exit'; readonly code: number; readonly output: string }
  | { readonly how: 'timeout'; readonly output: string }
  | { readonly how: 'error'; readonly message: string };

/** The exit of the script itself counts: what it left running in the background does not hold it up. */
const execute = (file: string, { hook, folder, environment, keeper, signal }: ScriptRun): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(file, [], { cwd: folder, env: { ...environment }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let late = false;
    const collect = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-tailLength);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const kill = () => signalGroup(child.pid, 'SIGKILL');
    const timer = setTimeout(() => {
      late = true;
      kill();
    }, hook.timeout * 1000);
    signal.addEventListener('abort', kill);
    keeper.add(child.pid);
    const settle = (ended: Ended) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', kill);
      keeper.drop(child.pid);
      resolve(ended);
    };
    child.on('error', (error) => settle({ how: 'error', message: error.message }));
    // What a script wrote last may arrive just after its end.
    child.on('exit', (code) => setImmediate(() => settle(late ? { how: 'timeout', output } : { how: 'exit', code: code ?? 1, output })));
  });
