/** How the gate and healing reach an environment that has an account or region of its own. */
export interface AccountAccess {
  /** Role of the environment's account that looks: at metrics, alarms and deployments. */
  readonly readRoleArn: string;
  /** Role of the environment's account that redeploys, and looks at deployments. Absent where nothing goes back to an earlier build. */
  readonly redeployRoleArn?: string;
  /** Region of the environment. */
  readonly region: string;
  /** What the trust policies of both roles ask for beside the right caller. */
  readonly externalId?: string;
}
