import * as v from 'valibot';
import { dimensionValue, httpAddress, parseSettings, wholeNumber } from '../common/settings';

const schema = v.object({
  PORT: wholeNumber(0, 65_535, '8080'),
  METRICS_PORT: v.optional(wholeNumber(0, 65_535, '0')),
  METRICS_HOST: v.optional(v.pipe(v.string(), v.nonEmpty('an address of this machine')), '127.0.0.1'),
  HOST: v.optional(v.pipe(v.string(), v.nonEmpty('an address of this machine'))),
  ENVIRONMENT: dimensionValue,
  APP_NAME: v.optional(dimensionValue, 'unbreakable-sample'),
  VERSION: v.optional(dimensionValue, 'local'),
  DOWNSTREAM_URL: v.optional(httpAddress),
  LOG_STREAM: v.optional(v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/, 'the name of a Firehose stream'))),
  LOG_STREAM_ROLE: v.optional(v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, 'the ARN of a role'))),
  LOG_STREAM_REGION: v.optional(v.pipe(v.string(), v.nonEmpty('a region'))),
  ALLOW_CHANGES: v.optional(v.picklist(['true', 'false'], 'true or false'), 'false'),
});

/** Where the log goes beside standard output. */
export interface LogStream {
  readonly name: string;
  /** Role that is taken on to send, where the stream is in another account. Variable LOG_STREAM_ROLE, default none: the process's own. */
  readonly roleArn: string | undefined;
  /** Region of the stream. Variable LOG_STREAM_REGION, default the process's own. */
  readonly region: string | undefined;
}

/** What the operator sets for one instance of the sample. */
export interface Settings {
  /** TCP port; 0 = any free one. Variable PORT, default 8080. */
  readonly port: number;
  /** Address to listen on. Variable HOST, default all addresses of the machine. */
  readonly host: string | undefined;
  /** TCP port on which Prometheus may scrape `/metrics`; 0 = any free one. Variable METRICS_PORT, default none: it is off. */
  readonly metricsPort: number | undefined;
  /** Address on which it may. Variable METRICS_HOST, default 127.0.0.1: a collector on the same machine. */
  readonly metricsHost: string;
  /** Name of the environment, for example `Staging`. Variable ENVIRONMENT, required. */
  readonly environment: string;
  /** Variable APP_NAME, default `unbreakable-sample`. */
  readonly appName: string;
  /** Identity of the deployment. Variable VERSION, default `local`. */
  readonly version: string;
  /** The service that `/api/invoke` calls and `/health` checks. Variable DOWNSTREAM_URL, default none. */
  readonly downstream: URL | undefined;
  /** Firehose stream that gets the log too. Variable LOG_STREAM, default none: whoever reads the log file sends it on. */
  readonly logStream: LogStream | undefined;
  /** Whether requests may change the sleep and the build while the service runs. Variable ALLOW_CHANGES, default false. */
  readonly allowChanges: boolean;
}

/**
 * Reads the settings from environment variables.
 *
 * @throws SettingsError where one is missing or wrong.
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const given = parseSettings(schema, environment);
  return {
    port: given.PORT,
    host: given.HOST,
    metricsPort: given.METRICS_PORT,
    metricsHost: given.METRICS_HOST,
    environment: given.ENVIRONMENT,
    appName: given.APP_NAME,
    version: given.VERSION,
    downstream: given.DOWNSTREAM_URL,
    logStream:
      given.LOG_STREAM === undefined
        ? undefined
        : { name: given.LOG_STREAM, roleArn: given.LOG_STREAM_ROLE, region: given.LOG_STREAM_REGION },
    allowChanges: given.ALLOW_CHANGES === 'true',
  };
}
