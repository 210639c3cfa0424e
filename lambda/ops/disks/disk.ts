/** A file system of an instance, as CloudWatch knows it. */
export interface Disk {
  readonly instanceId: string;
  /** For example `nvme0n1p1`. */
  readonly device: string;
  /** Where it is mounted. */
  readonly path: string;
  /** All dimensions of its metric, which an alarm must repeat exactly. */
  readonly dimensions: readonly Dimension[];
}

export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** The disk behind a metric; undefined where the metric is about no single disk of an instance. */
export function diskOf(dimensions: readonly Dimension[]): Disk | undefined {
  const value = (name: string): string | undefined => dimensions.find(({ Name }) => Name === name)?.Value;
  const [instanceId, device, path] = [value('InstanceId'), value('device'), value('path')];
  return instanceId === undefined || device === undefined || path === undefined ? undefined : { instanceId, device, path, dimensions };
}
