import { InvalidArgumentError, Option } from 'commander';

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `45s`, `30m`, `2h` or `7d`; undefined for anything else. */
export function millisecondsOf(text: string): number | undefined {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text.trim()) ?? [];
  const size = units[unit ?? ''];
  return amount === undefined || size === undefined ? undefined : Number(amount) * size;
}

/** An option that is a length of time, in milliseconds. */
export const parseDuration =
  (least: number, most: number, example: string) =>
  (text: string): number => {
    const milliseconds = millisecondsOf(text);
    if (milliseconds === undefined)
      throw new InvalidArgumentError(`received "${text}", expected a length of time, for example ${example} (s, m, h or d).`);
    if (milliseconds < least || milliseconds > most)
      throw new InvalidArgumentError(`received "${text}", expected from ${inWords(least)} to ${inWords(most)}.`);
    return milliseconds;
  };

/** Limits of a length of time, in milliseconds, and what holds where nobody says; `example` stands in its errors. */
export interface LengthLimits {
  readonly least: number;
  readonly most: number;
  readonly example: string;
  readonly byDefault?: number;
  /** A default that other options may replace, in words. */
  readonly otherwise?: string;
}

/** An option that is a length of time: its help names the limits and the default in the units in which it is written. */
export function lengthOption(flags: string, what: string, { least, most, example, byDefault, otherwise }: LengthLimits): Option {
  const help = `${what}; ${inWords(least)} to ${inWords(most)}${otherwise === undefined ? '' : ` (default: ${otherwise})`}`;
  const option = new Option(flags, help).argParser(parseDuration(least, most, example));
  return byDefault === undefined ? option : option.default(byDefault, inWords(byDefault));
}

/** `30m` */
export function inWords(milliseconds: number): string {
  const [unit, size] = Object.entries(units).findLast(([, one]) => milliseconds % one === 0 && milliseconds >= one) ?? ['s', 1_000];
  return `${milliseconds / size}${unit}`;
}
