/** What all instances of one cloud share on this machine. */
import { join } from 'node:path';
import type { Cloud } from '../cloud/cloud';
import { freePort } from './free-port';
import { ProcessKeeper } from './process-keeper';
import { SystemctlServer } from './systemctl-server';

export class Machinery {
  readonly keeper = new ProcessKeeper();
  readonly systemctl: SystemctlServer;
  /** Of all clouds of this process: they share its ports. */
  private static readonly ports = new Set<number>();

  constructor(cloud: Pick<Cloud, 'directory'>) {
    this.systemctl = new SystemctlServer(join(cloud.directory, 'bin'));
  }

  /** A port that no other instance has. */
  async port(): Promise<number> {
    const port = await freePort(Machinery.ports);
    Machinery.ports.add(port);
    return port;
  }

  async stop(): Promise<void> {
    await this.systemctl.stop();
    await this.keeper.stop();
  }
}
