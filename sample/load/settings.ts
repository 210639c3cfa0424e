import * as v from 'valibot';
import { dimensionValue, httpAddress, parseSettings, wholeNumber } from '../common/settings';

const schema = v.object({
  TARGET_URL: httpAddress,
  REQUESTS_PER_MINUTE: wholeNumber(1, 60_000, '120'),
  LOAD_MINUTES: wholeNumber(0, 100_000, '0'),
  APP_NAME: v.optional(dimensionValue, 'unbreakable-load-test'),
  VERSION: v.optional(dimensionValue, 'local'),
});

/** What the operator sets for one load generator. */
export interface LoadSettings {
  /** Where the requests go; paths are resolved against it. Variable TARGET_URL, required. */
  readonly target: URL;
  /** Variable REQUESTS_PER_MINUTE, 1 to 60,000, default 120. */
  readonly requestsPerMinute: number;
  /** Minutes after which the load ends by itself; 0 = never. Variable LOAD_MINUTES, default 0. */
  readonly minutes: number;
  /** Variable APP_NAME, default `unbreakable-load-test`. */
  readonly appName: string;
  /** Identity of the deployment. Variable VERSION, default `local`. */
  readonly version: string;
}

/**
 * Reads the settings from environment variables.
 *
 * @throws SettingsError where one is missing or wrong.
 */
export function readLoadSettings(environment: NodeJS.ProcessEnv): LoadSettings {
  const given = parseSettings(schema, environment);
  return {
    target: given.TARGET_URL,
    requestsPerMinute: given.REQUESTS_PER_MINUTE,
    minutes: given.LOAD_MINUTES,
    appName: given.APP_NAME,
    version: given.VERSION,
  };
}
