/**
 * Connects the `systemctl` on the PATH of hook scripts with the supervisor of their instance.
 *
 * The script sends over a local connection the instance's key and the words of the command line, one line each, ended
 * by an empty line. The answer is the exit code, then lines that begin with `o` (output) or `e` (error).
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Supervisor } from './supervisor';
import { systemctl, type Reply } from './systemctl';

const script = `#!/usr/bin/env bash
# Stands for systemctl on an instance of the rehearsal: asks the rehearsal, which runs units as local processes.
set -u
exec 3<>"/dev/tcp/127.0.0.1/\${REHEARSAL_SYSTEMCTL%%:*}" || exit 1
{ printf '%s\\n' "\${REHEARSAL_SYSTEMCTL#*:}"; for word in "$@"; do printf '%s\\n' "$word"; done; printf '\\n'; } >&3
IFS= read -r code <&3 || exit 1
while IFS= read -r line <&3; do
  case "$line" in
    o*) printf '%s\\n' "\${line#o}" ;;
    e*) printf '%s\\n' "\${line#e}" >&2 ;;
  esac
done
exit "$code"
`;

export class SystemctlServer {
  private readonly server: Server = createServer((socket) => this.accept(socket));
  private readonly supervisors = new Map<string, Supervisor>();
  private readonly listening: Promise<number>;

  /** @param folder gets the executable `systemctl` */
  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'systemctl'), script);
    chmodSync(join(folder, 'systemctl'), 0o755);
    this.listening = new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(0, '127.0.0.1', () => resolve((this.server.address() as AddressInfo).port));
    });
    this.server.unref();
  }

  /** Environment variables by which a script reaches a supervisor. */
  async connect(key: string, supervisor: Supervisor): Promise<Readonly<Record<string, string>>> {
    this.supervisors.set(key, supervisor);
    return { REHEARSAL_SYSTEMCTL: `${await this.listening}:${key}` };
  }

  async stop(): Promise<void> {
    await this.listening;
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private accept(socket: Socket): void {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (!text.endsWith('\n\n')) return;
      const [key = '', ...commandLine] = text.trimEnd().split('\n');
      void this.answer(key, commandLine).then((reply) => socket.end(wire(reply)));
    });
  }

  private async answer(key: string, commandLine: readonly string[]): Promise<Reply> {
    const supervisor = this.supervisors.get(key);
    if (supervisor === undefined) return { code: 1, out: [], error: ['This instance is not known.'] };
    return systemctl(supervisor, commandLine);
  }
}

const wire = ({ code, out, error }: Reply): string =>
  [code, ...out.map((line) => `o${line}`), ...error.flatMap((text) => text.split('\n')).map((line) => `e${line}`), ''].join('\n');
