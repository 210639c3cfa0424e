import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Limits } from '../http/limits';
import type { Pace } from '../http/pace';
import type { Secret } from '../http/secret';
import type { PointsCache } from '../points-cache';

/** How Prometheus lets us in. Anything but `none` needs https, except on loopback. */
export type PrometheusAuth =
  | { readonly kind: 'none' }
  | { readonly kind: 'bearer'; readonly token: Secret }
  | { readonly kind: 'basic'; readonly username: string; readonly password: Secret }
  /** Amazon Managed Service for Prometheus. */
  | { readonly kind: 'sigv4'; readonly region: string; readonly credentials: AwsCredentialIdentityProvider };

/** Where a Prometheus server is, and how to speak to it. */
export interface PrometheusConfig {
  /** What stands before `/api/v1/`, for example `http://127.0.0.1:9090` or `https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1`. */
  readonly url: string;
  readonly auth: PrometheusAuth;
  /** Seconds between two scrapes of the measured targets; a rate needs two. Default 15, at most 60. */
  readonly scrapeSeconds?: number;
  /** Default: those of http/limits.ts. */
  readonly limits?: Partial<Limits>;
  /** Keeps what can no longer change. Default: nothing is kept. */
  readonly cache?: PointsCache;
  /** Default: the machine's own. */
  readonly pace?: Pace;
}
