/**
 * Ends process groups when the rehearsal itself dies, be it by SIGKILL: a small shell that lists them and reads from a
 * pipe. The pipe closes with the rehearsal, and then the shell kills every group on its list.
 */
import { spawn, type ChildProcess } from 'node:child_process';

const script = `
groups=" "
while read -r change group; do
  case "$change" in
    add) groups="$groups$group " ;;
    drop) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
`;

export class ProcessKeeper {
  private readonly shell: ChildProcess;

  constructor() {
    // A group of its own, so that Ctrl-C at the terminal does not end it before its work is done.
    this.shell = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    this.shell.stdin?.on('error', () => undefined);
    this.shell.on('error', () => undefined);
    this.shell.unref();
  }

  /** From now on the group dies with the rehearsal. */
  add(group: number | undefined): void {
    if (group !== undefined) this.shell.stdin?.write(`add ${group}\n`);
  }

  /** The group has ended; its number may be given to others. */
  drop(group: number | undefined): void {
    if (group !== undefined) this.shell.stdin?.write(`drop ${group}\n`);
  }

  /** Kills what is left and ends. */
  async stop(): Promise<void> {
    if (this.shell.exitCode !== null || this.shell.pid === undefined) return;
    const ended = new Promise<void>((resolve) => this.shell.once('exit', () => resolve()));
    this.shell.stdin?.end();
    await ended;
  }
}

/** Sends a signal to a whole process group; a group that is gone is no error. */
export const signalGroup = (group: number | undefined, signal: NodeJS.Signals): void => {
  if (group === undefined) return;
  try {
    process.kill(-group, signal);
  } catch {
    // It has ended already.
  }
};
