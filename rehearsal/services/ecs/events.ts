/** The EventBridge events of service deployments, shaped as ECS sends them. */
import type { Cloud } from '../../cloud/cloud';
import type { ServiceDeployment } from './model';

export type DeploymentEventName = 'SERVICE_DEPLOYMENT_IN_PROGRESS' | 'SERVICE_DEPLOYMENT_COMPLETED' | 'SERVICE_DEPLOYMENT_FAILED';

const ordinary = ({ id }: ServiceDeployment, event: DeploymentEventName): string =>
  `ECS deployment ${id} ${event === 'SERVICE_DEPLOYMENT_COMPLETED' ? 'completed' : 'in progress'}.`;

export const deploymentEvent = (cloud: Cloud, deployment: ServiceDeployment, eventName: DeploymentEventName): void =>
  cloud.emit({
    source: 'aws.ecs',
    'detail-type': 'ECS Deployment State Change',
    resources: [deployment.service.arn],
    detail: {
      eventType: eventName === 'SERVICE_DEPLOYMENT_FAILED' ? 'ERROR' : 'INFO',
      eventName,
      deploymentId: deployment.id,
      updatedAt: new Date(deployment.updatedAt).toISOString(),
      reason: deployment.reason ?? ordinary(deployment, eventName),
    },
  });
