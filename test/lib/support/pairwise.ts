/** Configurations that hold every pair of choices at least once, in few rows. */

/** The values that each choice may take, by the choice's name. */
export type Choices = Readonly<Record<string, readonly string[]>>;
/** One value of every choice. */
export type Row = Readonly<Record<string, string>>;

/** Whether two values may stand together; both are written `choice=value`. */
export type Allowed = (one: string, other: string) => boolean;

const pairKey = (one: string, other: string): string => [one, other].toSorted().join(' ');

const valuesOf = (choices: Choices): string[] =>
  Object.entries(choices).flatMap(([name, values]) => values.map((value) => `${name}=${value}`));

const choiceOf = (value: string): string => value.slice(0, value.indexOf('='));

/** Every pair of values of different choices that may stand together. */
export function pairsOf(choices: Choices, allowed: Allowed = () => true): ReadonlySet<string> {
  const values = valuesOf(choices);
  return new Set(
    values.flatMap((one) =>
      values.filter((other) => choiceOf(other) > choiceOf(one) && allowed(one, other)).map((other) => pairKey(one, other)),
    ),
  );
}

/** The pairs that a row holds. */
export const pairsIn = (row: Row): readonly string[] => {
  const values = Object.entries(row).map(([name, value]) => `${name}=${value}`);
  return values.flatMap((one, index) => values.slice(index + 1).map((other) => pairKey(one, other)));
};

/**
 * Greedy: each row begins with a pair that is still missing and takes, choice after choice, the value that adds the most
 * missing pairs, now or later. Not the fewest rows possible, but near, and always the same.
 */
export function coveringRows(choices: Choices, allowed: Allowed = () => true): readonly Row[] {
  const missing = new Set(pairsOf(choices, allowed));
  const rows: Row[] = [];
  while (missing.size > 0) {
    const row = rowWith([...missing][0]?.split(' ') ?? [], choices, missing, allowed);
    for (const pair of pairsIn(row)) missing.delete(pair);
    rows.push(row);
  }
  return rows;
}

function rowWith(begin: readonly string[], choices: Choices, missing: ReadonlySet<string>, allowed: Allowed): Row {
  const taken = [...begin];
  for (const [name, values] of Object.entries(choices)) {
    if (taken.some((value) => choiceOf(value) === name)) continue;
    const fitting = values.map((value) => `${name}=${value}`).filter((value) => taken.every((other) => allowed(value, other)));
    const gain = (value: string): number => taken.filter((other) => missing.has(pairKey(value, other))).length;
    const open = (value: string): number => [...missing].filter((pair) => pair.split(' ').includes(value)).length;
    const [best] = fitting.toSorted((one, other) => gain(other) - gain(one) || open(other) - open(one));
    if (best === undefined) throw new RangeError(`Nothing of ${name} may stand beside ${taken.join(', ')}`);
    taken.push(best);
  }
  return Object.fromEntries(taken.map((value) => [choiceOf(value), value.slice(value.indexOf('=') + 1)]));
}
