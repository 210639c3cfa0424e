/** Which metrics an event of a release gives. Pure. */
import * as v from 'valibot';
import { deliveryMetrics } from '../../contract/delivery-metrics';
import { eventSource, eventTypes } from '../../contract/environment';
import type { Measure } from './measure';

const name = v.pipe(v.string(), v.nonEmpty());

const decision = v.pipe(
  v.object({
    source: v.literal(eventSource),
    'detail-type': v.literal(eventTypes.decision),
    detail: v.object({
      pipeline: name,
      stage: name,
      decision: v.picklist(['approve', 'reject', 'hold']),
      at: v.number(),
      registeredAt: v.number(),
    }),
  }),
  v.transform(({ detail: { pipeline, stage, decision: Decision, at, registeredAt } }): readonly Measure[] => [
    count(deliveryMetrics.decisions, { Pipeline: pipeline, Stage: stage, Decision }),
    {
      metric: deliveryMetrics.timeToDecide,
      unit: 'Seconds',
      value: Math.max(0, at - registeredAt) / 1000,
      dimensions: { Pipeline: pipeline, Stage: stage },
    },
  ]),
);

const remediation = v.pipe(
  v.object({
    source: v.literal(eventSource),
    'detail-type': v.literal(eventTypes.remediation),
    detail: v.object({ pipeline: name, stage: name, outcome: v.picklist(['succeeded', 'failed', 'refused']) }),
  }),
  v.transform(({ detail: { pipeline, stage, outcome } }): readonly Measure[] => [
    count(outcome === 'succeeded' ? deliveryMetrics.rollbacks : deliveryMetrics.rollbacksNotDone, { Pipeline: pipeline, Stage: stage }),
  ]),
);

/** Other states of a deployment are not counted. */
const metricOfState = { START: deliveryMetrics.deploymentsStarted, FAILURE: deliveryMetrics.deploymentsFailed } as const;

const deployment = v.pipe(
  v.object({
    source: v.literal('aws.codedeploy'),
    'detail-type': v.literal('CodeDeploy Deployment State-change Notification'),
    detail: v.object({ application: name, deploymentGroup: name, state: v.picklist(['START', 'FAILURE']) }),
  }),
  v.transform(({ detail: { application, deploymentGroup, state } }): readonly Measure[] => [
    count(metricOfState[state], { Application: application, DeploymentGroup: deploymentGroup }),
  ]),
);

const metricOfEvent = {
  SERVICE_DEPLOYMENT_IN_PROGRESS: deliveryMetrics.deploymentsStarted,
  SERVICE_DEPLOYMENT_FAILED: deliveryMetrics.deploymentsFailed,
} as const;

/** `…:service/<service>-<environment>/<service>`, as our stacks name cluster and service. */
const serviceArn = v.pipe(v.string(), v.regex(/:service\/(.+)-[^-/]+\/\1$/));

const serviceDeployment = v.pipe(
  v.object({
    source: v.literal('aws.ecs'),
    'detail-type': v.literal('ECS Deployment State Change'),
    resources: v.tuple([serviceArn]),
    detail: v.object({ eventName: v.picklist(['SERVICE_DEPLOYMENT_IN_PROGRESS', 'SERVICE_DEPLOYMENT_FAILED']) }),
  }),
  v.transform(({ resources: [arn], detail: { eventName } }): readonly Measure[] => {
    const [cluster = '', service = ''] = arn.split('/').slice(1);
    const environment = cluster.slice(service.length + 1);
    return [count(metricOfEvent[eventName], { Application: service, DeploymentGroup: environment })];
  }),
);

const event = v.union([decision, remediation, deployment, serviceDeployment]);

/** The metrics of an event; undefined where it tells of no release, or is not shaped as it should be. */
export function measuresOf(given: unknown): readonly Measure[] | undefined {
  const parsed = v.safeParse(event, given);
  return parsed.success ? parsed.output : undefined;
}

const count = (metric: string, dimensions: Measure['dimensions']): Measure => ({ metric, unit: 'Count', value: 1, dimensions });
