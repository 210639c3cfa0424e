/** Metrics of releases that AWS does not have: what gates decide, how long it takes, what is deployed and rolled back. */
export const deliveryMetrics = {
  namespace: 'Unbreakable/Delivery',
  /** By Pipeline, Stage and Decision (approve, reject, hold). Count. */
  decisions: 'Decisions',
  /** By Pipeline and Stage: from the registration to the decision. Seconds. */
  timeToDecide: 'TimeToDecide',
  /** By Application and DeploymentGroup (of ECS: service and environment): deployments that began. Count. */
  deploymentsStarted: 'DeploymentsStarted',
  /** By Application and DeploymentGroup. Count. */
  deploymentsFailed: 'DeploymentsFailed',
  /** By Pipeline and Stage: rollbacks that succeeded. Count. */
  rollbacks: 'Rollbacks',
  /** By Pipeline and Stage: rollbacks that failed or were refused. Count. */
  rollbacksNotDone: 'RollbacksNotDone',
} as const;
