/** Suggestions for misspelt names. */

/** Levenshtein distance, one row at a time. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};

/** What follows the last prefix of a name: `service.responsetime` of `com.dynatrace.builtin:service.responsetime`. */
const bare = (name: string): string => name.slice(name.lastIndexOf(':') + 1).toLowerCase();

/** The known name that was probably meant; undefined where none is close (at most a third of the letters differ). */
export const nearest = (name: string, known: readonly string[]): string | undefined => {
  const wanted = bare(name.slice(0, 100));
  const ranked = known
    .map((candidate) => ({ candidate, differs: distance(wanted, bare(candidate)) }))
    .sort((a, b) => a.differs - b.differs);
  const best = ranked[0];
  return best !== undefined && best.differs <= Math.max(2, wanted.length / 3) ? best.candidate : undefined;
};

/** A fix that names the probable name first, else all of them. */
export const useOneOf = (name: unknown, known: readonly string[]): string => {
  const guess = typeof name === 'string' ? nearest(name, known) : undefined;
  if (guess !== undefined) {
    return `Did you mean ${JSON.stringify(guess)}?`;
  }
  return known.length === 0 ? 'Define it first.' : `Use one of ${known.map((one) => JSON.stringify(one)).join(', ')}.`;
};
