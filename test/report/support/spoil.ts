/** Words that choose between cases; a record with another word there does not get past its schema. */
const chosen = new Set(['mode', 'status', 'decision', 'by', 'verdict', 'state', 'kind', 'aggregate', 'direction', 'entityType']);

/** Puts `text` behind every free text of a record, and `number` in place of every number, keys of maps included. */
export function spoil<T>(
  record: T,
  replace: { readonly text?: (original: string) => string; readonly number?: (original: number) => number },
): T {
  return walk(record, '', replace) as T;
}

function walk(value: unknown, key: string, replace: Parameters<typeof spoil>[1]): unknown {
  if (typeof value === 'string') return chosen.has(key) ? value : (replace.text?.(value) ?? value);
  if (typeof value === 'number') return replace.number?.(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => walk(item, key, replace));
  if (typeof value !== 'object' || value === null) return value;
  const named = key === 'measured' || key === 'byMetric' || key === 'environments';
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [named ? (replace.text?.(name) ?? name) : name, walk(item, named ? '' : name, replace)]),
  );
}
