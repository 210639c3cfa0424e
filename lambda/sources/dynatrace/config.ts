import type { Limits } from '../http/limits';
import type { Pace } from '../http/pace';
import type { Secret } from '../http/secret';
import type { PointsCache } from '../points-cache';

/** Where a Dynatrace environment is, and how to speak to it. */
export interface DynatraceConfig {
  /** `https://{id}.live.dynatrace.com` (SaaS) or `https://{host}/e/{id}` (Managed). https only, except on loopback. */
  readonly url: string;
  /** API token with the scopes of docs/dynatrace.md. */
  readonly token: Secret;
  /** Default: those of http/limits.ts, but 24 calls at once: a call holds no more than ten metrics. */
  readonly limits?: Partial<Limits>;
  /** Keeps what can no longer change. Default: nothing is kept. */
  readonly cache?: PointsCache;
  /** Default: the machine's own. */
  readonly pace?: Pace;
}
