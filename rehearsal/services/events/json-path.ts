/** The paths that EventBridge takes: `$`, `$.detail.state`, `$.resources[0]`, `$.detail['a-b']`. */
const step = /\.([\w-]+)|\[(\d+)\]|\['([^']+)'\]/g;

/** Whether the text is such a path. */
export const isJsonPath = (path: string): boolean => /^\$(\.[\w-]+|\[\d+\]|\['[^']+'\])*$/.test(path);

/** What the path names in a value; undefined where there is nothing. */
export const readPath = (value: unknown, path: string): unknown => {
  let found = value;
  for (const [, name, index, quoted] of path.matchAll(step)) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, name ?? index ?? quoted ?? '') as unknown;
  }
  return found;
};
