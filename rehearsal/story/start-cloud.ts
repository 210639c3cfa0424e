import { createCloud } from '../cloud/create-cloud';
import type { CloudHost } from '../cloud/host';
import type { VirtualClock } from '../clock/clock';
import { stackServices } from '../services/all';
import { placesOf } from '../template/places';
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

/** Starts empty clouds where the stacks of an assembly go, creates these and gives the cloud of the pipeline. What it started is stopped when it throws. */
export async function startCloud({ app, clock, directory, port }: CloudRequest): Promise<CloudHost> {
  const assembly = await readAssembly(app);
  const [home, ...elsewhere] = placesOf(assembly);
  const [services, servicesElsewhere] = [stackServices({ apiPort: port }), stackServices({ apiPort: 0 })];
  const cloud = await createCloud({ services, servicesElsewhere, clock, directory, ...home, elsewhere });
  try {
    await deploy(cloud, { assembly });
    return cloud;
  } catch (error) {
    await cloud.stop();
    throw error;
  }
}
