import { embeddedMetrics } from '../../rehearsal/services/logs/embedded-metrics';
import { embeddedMetric } from '../../lambda/ops/delivery/embedded-metric';
import { measuresOf } from '../../lambda/ops/delivery/measures';

const gate = (type: string, detail: object) => ({
  source: 'unbreakable.gate',
  'detail-type': type,
  detail: { validationId: 'v', pipeline: 'p', stage: 'Production', ...detail },
});
const codedeploy = (state: string) => ({
  source: 'aws.codedeploy',
  'detail-type': 'CodeDeploy Deployment State-change Notification',
  detail: { application: 'a', deploymentGroup: 'g', deploymentId: 'd-1', state },
});
const where = { Pipeline: 'p', Stage: 'Production' };

test('a decision is counted with the time that it took', () => {
  expect(measuresOf(gate('Gate Decision', { decision: 'reject', registeredAt: 1_000, at: 481_000 }))).toEqual([
    { metric: 'Decisions', unit: 'Count', value: 1, dimensions: { ...where, Decision: 'reject' } },
    { metric: 'TimeToDecide', unit: 'Seconds', value: 480, dimensions: where },
  ]);
});

test.each([
  ['succeeded', 'Rollbacks'],
  ['failed', 'RollbacksNotDone'],
  ['refused', 'RollbacksNotDone'],
])('a rollback that %s', (outcome, metric) => {
  expect(measuresOf(gate('Gate Remediation', { outcome }))).toEqual([{ metric, unit: 'Count', value: 1, dimensions: where }]);
});

test.each([
  ['START', 'DeploymentsStarted'],
  ['FAILURE', 'DeploymentsFailed'],
])('a deployment in %s', (state, metric) => {
  expect(measuresOf(codedeploy(state))).toEqual([
    { metric, unit: 'Count', value: 1, dimensions: { Application: 'a', DeploymentGroup: 'g' } },
  ]);
});

const ecs = (eventName: string, service = 'shop-Staging/shop') => ({
  source: 'aws.ecs',
  'detail-type': 'ECS Deployment State Change',
  resources: [`arn:aws:ecs:us-east-1:123456789012:service/${service}`],
  detail: { eventType: 'INFO', eventName, deploymentId: 'ecs-svc/1' },
});

test.each([
  ['SERVICE_DEPLOYMENT_IN_PROGRESS', 'DeploymentsStarted'],
  ['SERVICE_DEPLOYMENT_FAILED', 'DeploymentsFailed'],
])('a deployment of ECS with %s', (eventName, metric) => {
  expect(measuresOf(ecs(eventName))).toEqual([
    { metric, unit: 'Count', value: 1, dimensions: { Application: 'shop', DeploymentGroup: 'Staging' } },
  ]);
});

test.each([
  ['another state', codedeploy('SUCCESS')],
  ['another state of ECS', ecs('SERVICE_DEPLOYMENT_COMPLETED')],
  ['a service of somebody', ecs('SERVICE_DEPLOYMENT_FAILED', 'default/web')],
  ['another sender', { ...gate('Gate Decision', { decision: 'hold', registeredAt: 0, at: 1 }), source: 'somebody' }],
  ['an unknown decision', gate('Gate Decision', { decision: 'maybe', registeredAt: 0, at: 1 })],
  ['nothing', undefined],
])('%s is no release', (_, event) => {
  expect(measuresOf(event)).toBeUndefined();
});

test('its log line is a metric for CloudWatch Logs', () => {
  const [measure] = measuresOf(codedeploy('START')) ?? [];
  const line = embeddedMetric('Unbreakable/Delivery', measure!, 1_700_000_000_000);
  expect(embeddedMetrics(line)).toEqual([
    {
      namespace: 'Unbreakable/Delivery',
      data: [
        {
          MetricName: 'DeploymentsStarted',
          Unit: 'Count',
          Values: [1],
          StorageResolution: 60,
          Timestamp: new Date(1_700_000_000_000),
          Dimensions: [
            { Name: 'Application', Value: 'a' },
            { Name: 'DeploymentGroup', Value: 'g' },
          ],
        },
      ],
    },
  ]);
});
