const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/**
 * A series as one line of blocks, from zero to the largest value; `·` is a missing point. Series longer than `width`
 * are shortened: each block then stands for the largest of its points, so that a spike stays visible.
 */
export function sparkline(values: readonly (number | null)[], highest: number, width = 40): string {
  return squeeze(values, width)
    .map((value) => (value === null ? '·' : blocks[level(value, highest)]))
    .join('');
}

function level(value: number, highest: number): number {
  const share = highest > 0 ? Math.max(0, Math.min(1, value / highest)) : 0;
  return Math.round(share * (blocks.length - 1));
}

function squeeze(values: readonly (number | null)[], width: number): readonly (number | null)[] {
  if (values.length <= width) return values;
  return Array.from({ length: width }, (_, index) => {
    const part = values.slice(Math.floor((index * values.length) / width), Math.floor(((index + 1) * values.length) / width));
    const numbers = part.filter((value) => value !== null);
    return numbers.length === 0 ? null : Math.max(...numbers);
  });
}
