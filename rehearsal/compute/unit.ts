/** One service of an instance: a local process with systemd's states. Times are real, since they bound real processes. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { signalGroup, type ProcessKeeper } from './process-keeper';
import { inRoot } from './root';
import { unitCommand, type UnitHost } from './unit-command';
import type { UnitFile } from './unit-file';

export type UnitState = 'inactive' | 'active' | 'activating' | 'deactivating' | 'failed';

/** A laptop does not wait 90 s for a process that ignores SIGTERM. */
const longestStop = 5_000;
/** systemd's start limit: five starts within ten seconds. */
const startLimit = { starts: 5, milliseconds: 10_000 };
/** Signals that count as a clean end. */
const cleanSignals: ReadonlySet<string> = new Set(['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGPIPE']);

export class Unit {
  state: UnitState = 'inactive';
  private child: ChildProcess | undefined;
  private restartTimer: NodeJS.Timeout | undefined;
  private starts: number[] = [];
  private file: UnitFile | undefined;

  constructor(
    readonly name: string,
    private readonly host: UnitHost,
    private readonly keeper: ProcessKeeper,
    private readonly report: (message: string) => void,
  ) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Throws ComputeError where the unit cannot be started at all. */
  start(file: UnitFile): void {
    if (this.state === 'active') return;
    this.file = file;
    this.starts = [];
    this.launch(file);
  }

  /** SIGTERM to the group, SIGKILL after five seconds or sooner. Resolves once the process is gone. */
  async stop(): Promise<void> {
    clearTimeout(this.restartTimer);
    const child = this.child;
    if (child === undefined) {
      this.state = 'inactive';
      return;
    }
    this.state = 'deactivating';
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const limit = Math.min((this.file?.stopSeconds ?? 5) * 1000, longestStop);
    const killer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), limit);
    signalGroup(child.pid, 'SIGTERM');
    await ended;
    clearTimeout(killer);
    signalGroup(child.pid, 'SIGKILL');
    this.state = 'inactive';
  }

  private launch(file: UnitFile): void {
    this.starts = [...this.starts, performance.now()];
    const command = unitCommand(file, this.host);
    const outputs = [this.output(file.standardOutput), this.output(file.standardError)] as const;
    const child = spawn(command.file, [...command.arguments], {
      cwd: command.folder,
      env: { ...command.environment },
      detached: true,
      stdio: ['ignore', ...outputs],
    });
    for (const output of outputs) closeSync(output);
    this.child = child;
    this.state = 'active';
    this.keeper.add(child.pid);
    child.on('error', (error) => this.ended(child, error.message));
    child.on('exit', (code, signal) =>
      this.ended(child, code === 0 || isClean(signal) ? undefined : `ended with ${signal ?? `exit code ${code}`}`),
    );
  }

  private output(path: string | undefined): number {
    const file = inRoot(this.host.root, path ?? `/var/log/journal/${this.name}.log`);
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, 'a', 0o640);
  }

  private ended(child: ChildProcess, problem: string | undefined): void {
    if (this.child !== child) return;
    this.child = undefined;
    this.keeper.drop(child.pid);
    if (this.state === 'deactivating') return;
    if (problem !== undefined) this.report(`${this.name} ${problem}`);
    this.state = problem === undefined ? 'inactive' : 'failed';
    const again = this.file?.restart === 'always' || (this.file?.restart === 'on-failure' && problem !== undefined);
    if (again && this.file !== undefined) this.restartLater(this.file);
  }

  private restartLater(file: UnitFile): void {
    const recent = this.starts.filter((at) => performance.now() - at < startLimit.milliseconds);
    if (recent.length >= startLimit.starts) {
      this.state = 'failed';
      this.report(`${this.name}: start request repeated too quickly`);
      return;
    }
    this.state = 'activating';
    this.restartTimer = setTimeout(() => this.relaunch(file), file.restartSeconds * 1000);
  }

  private relaunch(file: UnitFile): void {
    try {
      this.launch(file);
    } catch (error) {
      this.state = 'failed';
      this.report(`${this.name} could not be started again: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

const isClean = (signal: NodeJS.Signals | null): boolean => signal !== null && cleanSignals.has(signal);
