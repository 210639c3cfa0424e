/** Turns the flat fields of the query protocol into nested values. */

interface Tree {
  [key: string]: Tree | string;
}

/**
 * `A.member.1.B=x` becomes `{A: [{B: 'x'}]}` and `A.entry.1.Name=k&A.entry.1.Value=v` becomes `{A: {k: 'v'}}`.
 * All leaves are text; a service's schema turns them into numbers and truth values.
 */
export const parseForm = (fields: URLSearchParams): unknown => {
  const root: Tree = {};
  for (const [path, value] of fields) plant(root, path.split('.'), value);
  return harvest(root);
};

const plant = (tree: Tree, [key, ...rest]: readonly string[], value: string): void => {
  if (key === undefined || key === '__proto__') return;
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const branch = tree[key];
  const next: Tree = typeof branch === 'object' ? branch : {};
  tree[key] = next;
  plant(next, rest, value);
};

const harvest = (tree: Tree | string | undefined): unknown => {
  if (typeof tree !== 'object') return tree;
  if (typeof tree['member'] === 'object') return items(tree['member']).map(harvest);
  if (typeof tree['entry'] === 'object') return Object.fromEntries(items(tree['entry']).map(entry));
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, harvest(value)]));
};

const items = (numbered: Tree): readonly (Tree | string)[] =>
  Object.entries(numbered)
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([, item]) => item);

/** Services name the halves of a map entry `key` and `value` or `Name` and `Value`. */
const entry = (item: Tree | string): [string, unknown] => {
  const { key, Name, value, Value } = typeof item === 'object' ? item : {};
  const name = key ?? Name;
  return [typeof name === 'string' ? name : '', harvest(value ?? Value)];
};
