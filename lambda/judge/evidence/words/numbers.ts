/** Numbers of sentences: three significant digits, quick to write. */

/** `1234.5` → `1230`, `0.012345` → `0.0123`, `3e-9` → `3e-9`. */
export const short = (value: number): string => {
  const size = Math.abs(value);
  if (size >= 1000 && size < 1e15) {
    return String(Math.round(value));
  }
  return String(Number(value.toPrecision(3)));
};

/** `131 ms`, or `131` without a unit. */
export const withUnit = (value: number, unit: string | undefined): string =>
  unit === undefined || unit === '' ? short(value) : `${short(value)} ${unit}`;

/** `+31 %`, `−8 %`, `+0.4 %`: whole percents from 10 on. */
export const signedPercent = (percent: number): string => `${signed(percent)} %`;

/** `+31`, `−8`. */
export const signed = (value: number): string => {
  const size = Math.abs(value);
  const digits = size >= 10 ? String(Math.round(size)) : String(Number(size.toFixed(1)));
  return `${value < 0 && digits !== '0' ? '−' : '+'}${digits}`;
};

/** Percent of a logarithmic change. */
export const percentOfLog = (log: number): number => 100 * Math.expm1(log);
