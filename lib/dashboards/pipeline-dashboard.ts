import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, SingleValueWidget, TextWidget, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Config } from '../config/config';
import type { EnvironmentName } from '../foundation/names';
import { delivery } from './delivery-metrics';

const environments: readonly EnvironmentName[] = ['Staging', 'Production'];
const decisions = ['approve', 'reject', 'hold'] as const;

/** The pipeline: what gates decide and how long they take, what is deployed and what is taken back. */
export class PipelineDashboard extends Construct {
  constructor(scope: Construct, id: string, { pipelineName }: Config) {
    super(scope, id);
    const dashboard = new Dashboard(this, 'Dashboard', { dashboardName: `${pipelineName}-pipeline`, defaultInterval: Duration.days(7) });
    const each = (make: (environment: EnvironmentName) => readonly Metric[]): Metric[] => environments.flatMap(make);
    const graph = (title: string, left: Metric[]): GraphWidget =>
      new GraphWidget({ title, width: 12, height: 6, left, leftYAxis: { min: 0 } });

    dashboard.addWidgets(
      new TextWidget({
        width: 24,
        height: 1,
        markdown: `**${pipelineName}.** A hold waits for a person; a rollback that was refused or failed needs one at once.`,
      }),
    );
    dashboard.addWidgets(
      new SingleValueWidget({
        title: 'In the time shown',
        width: 24,
        height: 3,
        setPeriodToTimeRange: true,
        metrics: each((environment) => [
          delivery.deployments(environment),
          delivery.failedDeployments(environment),
          delivery.rollbacks(pipelineName, environment),
        ]),
      }),
    );
    dashboard.addWidgets(
      graph(
        'Decisions of gates',
        each((environment) => decisions.map((decision) => delivery.decisions(pipelineName, environment, decision))),
      ),
      graph(
        'Time from registration to decision (s)',
        each((environment) => ['p50', 'Maximum'].map((statistic) => delivery.timeToDecide(pipelineName, environment, statistic))),
      ),
    );
    dashboard.addWidgets(
      graph(
        'Deployments',
        each((environment) => [delivery.deployments(environment), delivery.failedDeployments(environment)]),
      ),
      graph(
        'Rollbacks',
        each((environment) => [delivery.rollbacks(pipelineName, environment), delivery.rollbacksNotDone(pipelineName, environment)]),
      ),
    );
  }
}
