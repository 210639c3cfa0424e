/** Which alarms the disks need, and which are left over. Pure. */
import { createHash } from 'node:crypto';
import { diskAlarmPrefix } from '../../contract/ops';
import type { Dimension, Disk } from './disk';

/** At how many used percent who is told. */
export interface Level {
  readonly name: 'email' | 'critical';
  readonly percent: number;
  readonly topicArn: string;
}

/** An alarm of one disk. */
export interface DiskAlarm {
  readonly name: string;
  readonly description: string;
  readonly dimensions: readonly Dimension[];
  readonly percent: number;
  readonly topicArn: string;
}

/** What is to be done. */
export interface DiskPlan {
  /** New ones, and those that have changed. */
  readonly put: readonly DiskAlarm[];
  /** Names of those whose disk or instance is gone. */
  readonly remove: readonly string[];
}

/** Longest name of an alarm. */
const mostCharacters = 255;

/** The alarms of the disks, one for each level. */
export const alarmsOf = (disks: readonly Disk[], levels: readonly Level[]): readonly DiskAlarm[] =>
  disks.flatMap((disk) => levels.map((level) => alarmOf(disk, level)));

/** Doing a plan and planning again gives an empty plan. */
export function planDisks(wanted: readonly DiskAlarm[], existing: readonly DiskAlarm[]): DiskPlan {
  const [wantedNames, known] = [new Set(wanted.map(({ name }) => name)), new Map(existing.map((alarm) => [alarm.name, alarm]))];
  return {
    put: wanted.filter((alarm) => !isSame(alarm, known.get(alarm.name))),
    remove: existing.map(({ name }) => name).filter((name) => !wantedNames.has(name)),
  };
}

const alarmOf = ({ instanceId, device, path, dimensions }: Disk, { name, percent, topicArn }: Level): DiskAlarm => ({
  name: bounded(`${diskAlarmPrefix}${instanceId}-${name}-${device}-${path}`),
  description: `${instanceId}: ${path} on ${device} is ${percent} % full or more, two times five minutes in a row. docs/runbook.md#disk`,
  dimensions,
  percent,
  topicArn,
});

/** Cuts a long name and keeps it unique. */
const bounded = (name: string): string =>
  name.length <= mostCharacters
    ? name
    : `${name.slice(0, mostCharacters - 17)}-${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;

const isSame = (alarm: DiskAlarm, other: DiskAlarm | undefined): boolean =>
  other !== undefined &&
  alarm.percent === other.percent &&
  alarm.topicArn === other.topicArn &&
  alarm.description === other.description &&
  keyOf(alarm) === keyOf(other);

const keyOf = ({ dimensions }: DiskAlarm): string =>
  dimensions
    .map(({ Name, Value }) => `${Name}=${Value}`)
    .toSorted()
    .join('|');
