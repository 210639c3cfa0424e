const blocks = '▁▂▃▄▅▆▇█';

/**
 * A small graph of a series, one character a point, scaled from zero to the largest of the points and `reference`.
 * A missing point is a space; a series without points is empty.
 * @param reference a value to keep in the picture, for example the limit, so that a small value looks small.
 */
export function sparkline(values: readonly (number | null)[], reference = 0): string {
  const top = Math.max(reference, ...values.map((value) => value ?? 0));
  return values.map((value) => (value === null ? ' ' : blockOf(top === 0 ? 0 : value / top))).join('');
}

const blockOf = (share: number): string => blocks[Math.min(blocks.length - 1, Math.max(0, Math.round(share * (blocks.length - 1))))] ?? ' ';
