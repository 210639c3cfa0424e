/** Numbers of sentences: three significant digits, quick to write. */

/**
 * Rounds as `toFixed` does, but ten times as fast: 1, 10 or 100 parts of a number below 1000. Undefined next to a tie, where
 * a double cannot tell which way the decimal number lies.
 */
const rounded = (size: number, parts: number): number | undefined => {
  const scaled = size * parts;
  const whole = Math.round(scaled);
  return Math.abs(scaled - whole) < 0.4999 ? whole / parts : undefined;
};

/** Three significant digits of a number from 1 to 1000; undefined beyond, and next to a tie. */
const threeDigits = (size: number): number | undefined =>
  size >= 1 && size < 1000 ? rounded(size, size < 10 ? 100 : size < 100 ? 10 : 1) : undefined;

/** `1234.5` → `1230`, `0.012345` → `0.0123`, `3e-9` → `3e-9`. */
export const short = (value: number): string => {
  const size = Math.abs(value);
  if (size >= 1000 && size < 1e15) {
    return String(Math.round(value));
  }
  const digits = threeDigits(size) ?? Number(size.toPrecision(3));
  return String(value < 0 ? -digits : digits);
};

/** `131 ms`, or `131` without a unit. */
export const withUnit = (value: number, unit: string | undefined): string =>
  unit === undefined || unit === '' ? short(value) : `${short(value)} ${unit}`;

/** `+31 %`, `−8 %`, `+0.4 %`: whole percents from 10 on. */
export const signedPercent = (percent: number): string => `${signed(percent)} %`;

/** `+31`, `−8`. */
export const signed = (value: number): string => {
  const size = Math.abs(value);
  const digits = size >= 10 ? String(Math.round(size)) : String(rounded(size, 10) ?? Number(size.toFixed(1)));
  return `${value < 0 && digits !== '0' ? '−' : '+'}${digits}`;
};

/** Percent of a logarithmic change. */
export const percentOfLog = (log: number): number => 100 * Math.expm1(log);
