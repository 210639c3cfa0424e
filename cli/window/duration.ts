import { InvalidArgumentError } from 'commander';

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

/** `30m` */
export function inWords(milliseconds: number): string {
  const [unit, size] = Object.entries(units).findLast(([, one]) => milliseconds % one === 0 && milliseconds >= one) ?? ['s', 1_000];
  return `${milliseconds / size}${unit}`;
}
