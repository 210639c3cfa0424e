/** The Prometheus server that environment variables name. */
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { configuredSecret, variable, type Variables } from '../configured-secret';
import { systemPace } from '../http/pace';
import { SourceError } from '../source-error';
import type { PrometheusAuth, PrometheusConfig } from './config';

/** Region of an Amazon Managed Service for Prometheus workspace, by its address. */
const regionOf = (url: string): string | undefined => /^https:\/\/aps-workspaces\.([a-z0-9-]+)\.amazonaws\.com\//.exec(url)?.[1];

const basicOf = (variables: Variables, username: string): PrometheusAuth => {
  const password = configuredSecret(variables, 'PROMETHEUS_PASSWORD', systemPace);
  if (password === undefined) {
    throw new SourceError(
      'NoPassword',
      'PROMETHEUS_USERNAME is set and there is no password for it.',
      'Set PROMETHEUS_PASSWORD, or PROMETHEUS_PASSWORD_SECRET to the name of its secret in Secrets Manager.',
    );
  }
  return { kind: 'basic', username, password };
};

const authOf = (variables: Variables, url: string, credentials: AwsCredentialIdentityProvider): PrometheusAuth => {
  const token = configuredSecret(variables, 'PROMETHEUS_TOKEN', systemPace);
  if (token !== undefined) {
    return { kind: 'bearer', token };
  }
  const username = variable(variables, 'PROMETHEUS_USERNAME');
  if (username !== undefined) {
    return basicOf(variables, username);
  }
  const region = variable(variables, 'PROMETHEUS_SIGV4_REGION') ?? regionOf(url);
  return region === undefined ? { kind: 'none' } : { kind: 'sigv4', region, credentials };
};

const scrapeSecondsOf = (variables: Variables): { readonly scrapeSeconds?: number } => {
  const text = variable(variables, 'PROMETHEUS_SCRAPE_SECONDS');
  if (text === undefined) {
    return {};
  }
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 60) {
    throw new SourceError(
      'BadScrapeInterval',
      `PROMETHEUS_SCRAPE_SECONDS is ${JSON.stringify(text)}.`,
      'Write a whole number of seconds from 1 to 60.',
    );
  }
  return { scrapeSeconds: seconds };
};

/**
 * `PROMETHEUS_URL`, and one of: `PROMETHEUS_TOKEN`[`_SECRET`]; `PROMETHEUS_USERNAME` with `PROMETHEUS_PASSWORD`[`_SECRET`];
 * `PROMETHEUS_SIGV4_REGION` (known by itself for Amazon Managed Service for Prometheus). `PROMETHEUS_SCRAPE_SECONDS`: see
 * config.ts. Undefined where there is no URL.
 */
export const configuredPrometheus = (variables: Variables, credentials: AwsCredentialIdentityProvider): PrometheusConfig | undefined => {
  const url = variable(variables, 'PROMETHEUS_URL');
  return url === undefined ? undefined : { url, auth: authOf(variables, url, credentials), ...scrapeSecondsOf(variables) };
};
