/** Names of the environment variables of metric sources beside CloudWatch, set only where one is configured. */
export const sourceVariables = {
  /** Base address of Dynatrace. */
  dynatraceUrl: 'DYNATRACE_URL',
  /** Name of the secret with its API token (look and announce only). */
  dynatraceTokenSecret: 'DYNATRACE_TOKEN_SECRET',
  /** Address of Prometheus, up to `/api/v1/`. */
  prometheusUrl: 'PROMETHEUS_URL',
  /** Name of the secret with its bearer token (look only). */
  prometheusTokenSecret: 'PROMETHEUS_TOKEN_SECRET',
  /** User of basic authentication (look only). */
  prometheusUsername: 'PROMETHEUS_USERNAME',
  /** Name of the secret with the password (look only). */
  prometheusPasswordSecret: 'PROMETHEUS_PASSWORD_SECRET',
  /** Seconds between two scrapes. */
  prometheusScrapeSeconds: 'PROMETHEUS_SCRAPE_SECONDS',
} as const;
