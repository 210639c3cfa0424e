import * as v from 'valibot';

/** Settings of the process (environment variables) that cannot be used as they are. */
export class SettingsError extends Error {
  readonly code = 'BAD_SETTINGS';
  readonly fix = 'Correct the value in /etc/unbreakable/instance.env and restart the service.';

  constructor(readonly problems: readonly string[]) {
    super(problems.join(' '));
    this.name = 'SettingsError';
  }
}

/**
 * Reads settings from environment variables.
 *
 * @throws SettingsError naming every variable that is wrong, with the value received.
 */
export function parseSettings<T>(schema: v.GenericSchema<unknown, T>, environment: NodeJS.ProcessEnv): T {
  const result = v.safeParse(schema, environment);
  if (result.success) return result.output;
  throw new SettingsError(
    result.issues.map((issue) => `${v.getDotPath(issue) ?? 'Settings'}: received ${issue.received}, expected ${issue.message}.`),
  );
}

/** A whole number from `min` to `max`, written in decimal digits. */
export function wholeNumber(min: number, max: number, fallback: string): v.GenericSchema<string | undefined, number> {
  const text = `a whole number from ${min} to ${max}`;
  return v.pipe(
    v.optional(v.string(), fallback),
    v.regex(/^\d{1,9}$/, text),
    v.transform(Number),
    v.minValue(min, text),
    v.maxValue(max, text),
  );
}

/** An address that starts with `http://` or `https://`. */
export const httpAddress: v.GenericSchema<string, URL> = v.pipe(
  v.string('an address such as http://example.com'),
  v.check((text) => URL.canParse(text) && /^https?:\/\//i.test(text), 'an address that starts with http:// or https://'),
  v.transform((text) => new URL(text)),
);

/** A text of 1 to 255 printable ASCII characters, as CloudWatch wants its dimension values. */
export const dimensionValue = v.pipe(v.string('a text'), v.regex(/^[\x21-\x7e][\x20-\x7e]{0,254}$/, '1 to 255 printable ASCII characters'));
