import { clean } from './clean';
import { finite, formatNumber, notMeasured } from './number';

/** How a measured unit is shown: multiply by `factor`, write `symbol`. */
export interface DisplayUnit {
  readonly factor: number;
  readonly symbol: string;
}

/** One step of a family of units; used from `from` (in the family's base unit) on. */
interface Step {
  readonly from: number;
  readonly size: number;
  readonly symbol: string;
}

const timeSteps: readonly Step[] = [
  { from: 0, size: 1e-6, symbol: 'µs' },
  { from: 1e-3, size: 1e-3, symbol: 'ms' },
  { from: 1, size: 1, symbol: 's' },
  { from: 600, size: 60, symbol: 'min' },
];
const byteSteps: readonly Step[] = [
  { from: 0, size: 1, symbol: 'B' },
  { from: 1e3, size: 1e3, symbol: 'kB' },
  { from: 1e6, size: 1e6, symbol: 'MB' },
  { from: 1e9, size: 1e9, symbol: 'GB' },
];

/** Spellings of units that belong to a family, with their size in the family's base unit. */
const families: Readonly<Record<string, { readonly steps: readonly Step[]; readonly size: number }>> = {
  ns: { steps: timeSteps, size: 1e-9 },
  us: { steps: timeSteps, size: 1e-6 },
  µs: { steps: timeSteps, size: 1e-6 },
  microseconds: { steps: timeSteps, size: 1e-6 },
  ms: { steps: timeSteps, size: 1e-3 },
  milliseconds: { steps: timeSteps, size: 1e-3 },
  s: { steps: timeSteps, size: 1 },
  seconds: { steps: timeSteps, size: 1 },
  b: { steps: byteSteps, size: 1 },
  byte: { steps: byteSteps, size: 1 },
  bytes: { steps: byteSteps, size: 1 },
};

const spellings: Readonly<Record<string, string>> = {
  percent: '%',
  none: '',
  '1': '',
  seconds: 's',
  milliseconds: 'ms',
  microseconds: 'µs',
  us: 'µs',
  byte: 'B',
  bytes: 'B',
};

/**
 * The unit in which these values read best. Values of one picture share one unit, and it stays the measured one as long
 * as its numbers are short: 1,210 ms is not turned into 1.21 s, so that figures read as in the judge's sentences.
 */
export function displayUnit(unit: string, values: readonly (number | null)[]): DisplayUnit {
  const spelling = clean(unit);
  const key = spelling.toLowerCase();
  const symbol = (Object.hasOwn(spellings, key) ? spellings[key] : undefined) ?? spelling;
  const family = Object.hasOwn(families, key) ? families[key] : undefined;
  const largest = Math.max(0, ...values.map((value) => Math.abs(finite(value) ?? 0)));
  if (family === undefined || largest === 0 || (largest >= 0.1 && largest < 10_000)) return { factor: 1, symbol };
  const step = family.steps.findLast(({ from }) => largest * family.size >= from);
  return step === undefined ? { factor: 1, symbol } : { factor: family.size / step.size, symbol: step.symbol };
}

/** A value in a display unit, for example `312 ms`. */
export function formatIn(value: number | null | undefined, { factor, symbol }: DisplayUnit): string {
  const number = finite(value);
  if (number === null) return notMeasured;
  return `${formatNumber(number * factor)} ${symbol}`.trim();
}

/** A value in the unit that suits it best, for example `0.05` of `s` is `50 ms`. */
export function formatMeasure(value: number | null | undefined, unit: string): string {
  return formatIn(value, displayUnit(unit, [finite(value)]));
}
