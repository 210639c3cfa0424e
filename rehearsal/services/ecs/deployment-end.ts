/** Why a service deployment does not come to its good end. */
export type EarlyEnd =
  /** It failed, or somebody asked for it: the source revision serves again. */
  | { readonly kind: 'rollback'; readonly reason: string; readonly alarms: readonly string[] }
  /** A newer deployment takes its place. */
  | { readonly kind: 'abort'; readonly reason: string };

/** Carries an early end out of whatever the deployment was doing. */
export class DeploymentEnded extends Error {
  override readonly name = 'DeploymentEnded';

  constructor(readonly end: EarlyEnd) {
    super(end.reason);
  }
}
