/** What ECS shows of service revisions and tasks. */
import type * as ecs from '@aws-sdk/client-ecs';
import { isAlive, type Service, type ServiceRevision, type Task } from './model';
import { at } from './time-view';

export const revisionView = (service: Service, revision: ServiceRevision): ecs.ServiceRevision => ({
  serviceRevisionArn: revision.arn,
  serviceArn: service.arn,
  clusterArn: service.cluster.arn,
  taskDefinition: revision.taskDefinition.arn,
  launchType: 'FARGATE',
  platformVersion: '1.4.0',
  platformFamily: 'Linux',
  loadBalancers: [...service.loadBalancers],
  networkConfiguration: service.network,
  containerImages: (revision.taskDefinition.definition.containerDefinitions ?? []).map(({ name, image }) => ({
    ...(name === undefined ? {} : { containerName: name }),
    ...(image === undefined ? {} : { image }),
    ...digestOf(revision),
  })),
  createdAt: new Date(revision.createdAt),
  resolvedConfiguration: {
    loadBalancers: [{ targetGroupArn: revision.group, productionListenerRule: service.targets.productionListenerRule }],
  },
});

const digestOf = ({ tasks }: ServiceRevision): { imageDigest?: string } => {
  const imageDigest = tasks.find((task) => task.imageDigest !== undefined)?.imageDigest;
  return imageDigest === undefined ? {} : { imageDigest };
};

export const taskView = (task: Task): ecs.Task => {
  const { cpu, memory, containerDefinitions } = task.revision.taskDefinition.definition;
  return {
    taskArn: task.arn,
    clusterArn: task.service.cluster.arn,
    taskDefinitionArn: task.revision.taskDefinition.arn,
    group: `service:${task.service.name}`,
    launchType: 'FARGATE',
    desiredStatus: isAlive(task) ? 'RUNNING' : 'STOPPED',
    lastStatus: task.status,
    ...(cpu === undefined ? {} : { cpu }),
    ...(memory === undefined ? {} : { memory }),
    createdAt: new Date(task.createdAt),
    ...at('startedAt', task.startedAt),
    ...at('stoppedAt', task.stoppedAt),
    ...(task.stopCode === undefined ? {} : { stopCode: task.stopCode }),
    ...(task.stoppedReason === undefined ? {} : { stoppedReason: task.stoppedReason }),
    containers: (containerDefinitions ?? []).map(({ name, image }) => ({
      ...(name === undefined ? {} : { name }),
      ...(image === undefined ? {} : { image }),
      taskArn: task.arn,
      lastStatus: task.status,
      ...(task.imageDigest === undefined ? {} : { imageDigest: task.imageDigest }),
      ...(task.exitCode === undefined ? {} : { exitCode: task.exitCode }),
      networkInterfaces: [{ privateIpv4Address: task.address }],
    })),
  };
};
