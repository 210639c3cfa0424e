const three = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const one = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 1 });
const two = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2 });
const tiny = new Intl.NumberFormat('en-US', { notation: 'scientific', maximumSignificantDigits: 3 });
const huge = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

/** What is shown where there is no number. */
export const notMeasured = 'not measured';

/** A number or nothing: what is not finite counts as nothing. */
export function finite(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/**
 * A number for people: three significant digits below 1,000, whole above, with thousands separators; very small and very
 * large ones in a shorter notation. Never NaN or infinite: those are `not measured`.
 */
export function formatNumber(value: number | null | undefined): string {
  const number = finite(value);
  if (number === null) return notMeasured;
  const size = Math.abs(number);
  if (size === 0) return '0';
  if (size < 1e-4) return tiny.format(number);
  if (size >= 1e9) return size >= 1e15 ? tiny.format(number) : huge.format(number);
  return (size >= 999.5 ? whole : three).format(number);
}

/** A change in percent with its sign, for example `+31 %`, rounded as in the judge's sentences; `null` where there is none to show. */
export function formatChange(percent: number | null): string | null {
  const number = finite(percent);
  if (number === null) return null;
  const size = Math.abs(number);
  if (size < 0.05) return '±0 %';
  const text = size < 99.5 ? two.format(size) : formatNumber(Math.round(size));
  return `${number > 0 ? '+' : '−'}${text} %`;
}

/** A count with its noun, for example `1 point`, `12 points`. */
export function count(amount: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(amount)} ${amount === 1 ? singular : plural}`;
}

/** An amount of money in US dollars; small ones with three significant digits. */
export function formatDollars(amount: number): string {
  const number = finite(amount);
  if (number === null) return 'an unknown amount';
  return `$${Math.abs(number) < 0.0001 ? one.format(number) : formatNumber(number)}`;
}
