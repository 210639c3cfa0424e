const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, member]) => member !== undefined);
    return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, sorted(member)]));
  }
  return value;
};

/** JSON with members in the order of their names and without white space: equal values give equal bytes. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));
