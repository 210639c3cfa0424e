import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { deliveryMetrics } from '../../lambda/contract/delivery-metrics';
import { applicationNames, groupNames, type EnvironmentName } from '../foundation/names';

/** Metrics that the delivery counter writes. */
export const delivery = {
  decisions: (pipeline: string, stage: EnvironmentName, decision: 'approve' | 'reject' | 'hold'): Metric =>
    metric(deliveryMetrics.decisions, { Pipeline: pipeline, Stage: stage, Decision: decision }, 'Sum', `${stage} ${decision}`),
  timeToDecide: (pipeline: string, stage: EnvironmentName, statistic: string): Metric =>
    metric(deliveryMetrics.timeToDecide, { Pipeline: pipeline, Stage: stage }, statistic, `${stage} ${statistic}`),
  deployments: (environment: EnvironmentName): Metric =>
    metric(deliveryMetrics.deploymentsStarted, group(environment), 'Sum', `Deployments to ${environment}`),
  failedDeployments: (environment: EnvironmentName): Metric =>
    metric(deliveryMetrics.deploymentsFailed, group(environment), 'Sum', `Failed deployments to ${environment}`),
  rollbacks: (pipeline: string, stage: EnvironmentName): Metric =>
    metric(deliveryMetrics.rollbacks, { Pipeline: pipeline, Stage: stage }, 'Sum', `Rollbacks of ${stage}`),
  rollbacksNotDone: (pipeline: string, stage: EnvironmentName): Metric =>
    metric(deliveryMetrics.rollbacksNotDone, { Pipeline: pipeline, Stage: stage }, 'Sum', `Rollbacks of ${stage} failed or refused`),
};

const group = (environment: EnvironmentName) => ({ Application: applicationNames.sample, DeploymentGroup: groupNames(environment).sample });

const metric = (metricName: string, dimensionsMap: Record<string, string>, statistic: string, label: string): Metric =>
  new Metric({ namespace: deliveryMetrics.namespace, metricName, dimensionsMap, statistic, label, period: Duration.minutes(5) });
