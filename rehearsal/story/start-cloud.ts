import { createCloud } from '../cloud/create-cloud';
import type { CloudHost } from '../cloud/host';
import type { VirtualClock } from '../clock/clock';
import { stackServices } from '../services/all';
import { readAssembly } from '../template/assembly';
import { deploy } from '../template/deploy';

export interface CloudRequest {
  /** Folder of the assembly. */
  readonly app: string;
  readonly clock: VirtualClock;
  readonly directory: string;
  /** Port of the first HTTP API, the report. */
  readonly port: number;
}

/** Starts an empty cloud and creates the stacks of an assembly in it. What it started is stopped when it throws. */
export async function startCloud({ app, clock, directory, port }: CloudRequest): Promise<CloudHost> {
  const cloud = await createCloud({ services: stackServices({ apiPort: port }), clock, directory });
  try {
    await deploy(cloud, { assembly: await readAssembly(app) });
    return cloud;
  } catch (error) {
    await cloud.stop();
    throw error;
  }
}
