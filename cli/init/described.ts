import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { PipelineEnvironment } from '../../lambda/contract/pipeline-environments';
import { ensureAccess, readOptions } from '../accounts/read-role';
import { describedEnvironments } from '../evaluate/described';
import type { Found } from './found';
import { metricsFrom, namespace, witnesses } from './load-balancers';

/** How far back is looked, in milliseconds. */
const span = 3 * 3_600_000;

/**
 * The environments that the stacks describe for a pipeline; one of another account is asked under its Read role.
 * @param now epoch milliseconds
 * @throws UserError where there is no such pipeline, or an account does not let the caller in.
 */
export async function findDescribed(pipeline: string, now: number): Promise<Found> {
  const environments = Object.entries((await describedEnvironments(pipeline)).environments);
  await ensureAccess(environments.map(([, { deployment }]) => deployment.account));
  const reported = await Promise.all(environments.map(([, environment]) => reportedBy(environment, now)));
  return {
    from: `environments of ${pipeline} whose load balancers reported to CloudWatch in the last 3 hours`,
    environments: environments.map(([name, { cloudwatch }]) => ({
      name,
      what: `${name} of the pipeline ${pipeline}`,
      spec: { cloudwatch },
    })),
    metrics: metricsFrom(new Set(reported.flat())),
  };
}

async function reportedBy({ cloudwatch, deployment }: PipelineEnvironment, now: number): Promise<readonly string[]> {
  const Dimensions = Object.entries(cloudwatch.dimensions).map(([Name, Value]) => ({ Name, Value }));
  const client = new CloudWatchClient(readOptions(deployment.account));
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      StartTime: new Date(now - span),
      EndTime: new Date(now),
      MetricDataQueries: witnesses.map((MetricName, index) => ({
        Id: `m${index}`,
        MetricStat: { Metric: { Namespace: namespace, MetricName, Dimensions }, Period: 3600, Stat: 'SampleCount' },
      })),
    }),
  );
  return witnesses.filter((_, index) => MetricDataResults.some(({ Id, Values = [] }) => Id === `m${index}` && Values.length > 0));
}
