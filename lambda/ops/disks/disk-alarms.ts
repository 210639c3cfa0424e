/** Keeps exactly the alarms that the running disks need. */
import type { Disk } from './disk';
import { alarmsOf, planDisks, type DiskAlarm, type DiskPlan, type Level } from './plan';

/** What is known and what can be done. */
export interface DiskPorts {
  /** Ids of the instances of Auto Scaling groups that are not going. */
  instances(): Promise<ReadonlySet<string>>;
  /** Disks that have been measured lately, of any instance. */
  disks(): Promise<readonly Disk[]>;
  /** Alarms of disks that exist. */
  alarms(): Promise<readonly DiskAlarm[]>;
  put(alarm: DiskAlarm): Promise<void>;
  /** In batches. A name that is gone already fails it; the next run finds it gone. */
  remove(names: readonly string[]): Promise<void>;
}

/**
 * Reads everything, then makes and removes what differs; a second run at once changes nothing.
 * @param gone an instance that is being terminated, whatever Auto Scaling still says of it
 */
export async function keepDiskAlarms(ports: DiskPorts, levels: readonly Level[], gone?: string): Promise<DiskPlan> {
  const [instances, disks, existing] = await Promise.all([ports.instances(), ports.disks(), ports.alarms()]);
  const running = disks.filter(({ instanceId }) => instanceId !== gone && instances.has(instanceId));
  const plan = planDisks(alarmsOf(running, levels), existing);
  // One after the other: CloudWatch takes three of these a second.
  for (const alarm of plan.put) await ports.put(alarm);
  await ports.remove(plan.remove);
  return plan;
}
