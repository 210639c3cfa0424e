/** Where something stands in a document. */
export type Path = readonly (string | number)[];

const plainKey = /^[A-Za-z_$][\w$]*$/;

/** Writes a path as JavaScript would, for example `SampleService.comparisons[0].scalefactorperc["a:b"]`. */
export const formatPath = (path: Path): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'string' && plainKey.test(key)) {
      return text === '' ? key : `${text}.${key}`;
    }
    return `${text}[${JSON.stringify(key)}]`;
  }, '');

/** The value at a path; undefined where there is none. Looks at own properties only. */
export const valueAt = (document: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined),
    document,
  );
