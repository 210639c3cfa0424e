/** A container of the rehearsal: a local process in a folder of its own that stands for its file system. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, cpSync, mkdirSync, openSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ProcessKeeper } from './process-keeper';
import { signalGroup } from './process-keeper';
import { inRoot, translated } from './root';

export interface ContainerSettings {
  /** Folder of the container: its files in `root`, what it writes to its output in `output.log`. */
  readonly folder: string;
  /** Folder of the image that it is made from. */
  readonly image: string;
  readonly command: readonly string[];
  /** Absolute path within the container; made where it is missing. */
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Real milliseconds between SIGTERM and SIGKILL. */
  readonly stopMilliseconds: number;
}

/** Name of the file that holds standard output and standard error of a container, within its folder. */
export const containerOutput = 'output.log';

export class Container {
  /** Resolves with one sentence on how the process ended. */
  readonly ended: Promise<{ readonly exitCode?: number; readonly reason: string }>;
  private readonly child: ChildProcess;

  constructor(
    private readonly settings: ContainerSettings,
    private readonly keeper: ProcessKeeper,
  ) {
    this.child = start(settings);
    keeper.add(this.child.pid);
    this.ended = this.end();
  }

  /** SIGTERM to the whole group, SIGKILL where that does not help. Resolves once the process is gone. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      signalGroup(this.child.pid, 'SIGTERM');
      const killer = setTimeout(() => signalGroup(this.child.pid, 'SIGKILL'), this.settings.stopMilliseconds);
      await this.ended;
      clearTimeout(killer);
    }
    signalGroup(this.child.pid, 'SIGKILL');
  }

  private end(): Promise<{ readonly exitCode?: number; readonly reason: string }> {
    return new Promise((resolve) => {
      this.child.once('error', (error) => resolve({ reason: error.message }));
      this.child.once('exit', (code, signal) => {
        this.keeper.drop(this.child.pid);
        resolve({ ...(code === null ? {} : { exitCode: code }), reason: signal === null ? `exit code ${code}` : `signal ${signal}` });
      });
    });
  }
}

const start = ({ folder, image, command, workingDirectory, environment }: ContainerSettings): ChildProcess => {
  const root = join(folder, 'root');
  cpSync(image, root, { recursive: true });
  const cwd = inRoot(root, workingDirectory);
  mkdirSync(cwd, { recursive: true });
  const [program = '', ...rest] = command;
  const output = openSync(join(folder, containerOutput), 'a', 0o640);
  try {
    return spawn(executable(root, program), rest.map((word) => translated(root, word)), {
      cwd,
      env: { PATH: path, LANG: 'C.UTF-8', ...environment },
      detached: true,
      stdio: ['ignore', output, output],
    });
  } finally {
    closeSync(output);
  }
};

/** Images bring a Node of their own; here it is this one. */
const path = `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`;

const executable = (root: string, program: string): string => {
  const local = translated(root, program);
  return local === program && basename(program) === 'node' ? process.execPath : local;
};
