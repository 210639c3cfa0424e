/** Context key of `cdk synth -c` and of the rehearsal under which options stand that replace those of the file. */
export const configContextKey = 'unbreakable:config';

type Options = Readonly<Record<string, unknown>>;

/**
 * A configuration with some options replaced, section by section; lists are replaced whole. Pure. Says nothing about
 * whether the result is valid.
 *
 * @param given what the context holds: an object, JSON text of one, or nothing
 */
export function merged(config: object, given: unknown): unknown {
  if (given === undefined) return config;
  const replacing: unknown = typeof given === 'string' ? JSON.parse(given) : given;
  return isOptions(replacing) ? merge({ ...config }, replacing) : replacing;
}

const merge = (base: Options, replacing: Options): Options => ({
  ...base,
  ...Object.fromEntries(
    Object.entries(replacing).map(([name, value]) => {
      const known = base[name];
      return [name, isOptions(known) && isOptions(value) ? merge(known, value) : value];
    }),
  ),
});

const isOptions = (value: unknown): value is Options => typeof value === 'object' && value !== null && !Array.isArray(value);
