/** What became of one thing that was looked at. */
export type Status =
  /** As in the rehearsal. */
  | 'same'
  /** Not as in the rehearsal; what depends on it does not work here. */
  | 'different'
  /** Could not be found out, which is no proof of anything. */
  | 'unknown';

/** What is looked at, in this order. */
export const areas = [
  'stacks',
  'outputs',
  'permissions',
  'roles',
  'metrics',
  'alarms',
  'telling',
  'monspec',
  'healing',
  'webhook',
] as const;
export type Area = (typeof areas)[number];

/** One thing that was looked at. */
export interface Finding {
  readonly area: Area;
  /** Name of the thing. */
  readonly what: string;
  readonly status: Status;
  /** What it is in the rehearsal. */
  readonly rehearsed: string;
  /** What it is here. */
  readonly found: string;
  /** What to do; absent where nothing is to be done. */
  readonly fix?: string;
}

/** Looks at an area; where that fails for a reason of its own (no permission, no network), that is what was found. */
export async function orUnknown(
  area: Area,
  what: string,
  fix: string,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    const found = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return [{ area, what, status: 'unknown', rehearsed: 'can be read', found, fix }];
  }
}
