import { DescribeTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs';
import type { Revisions } from '../gate/ports/revisions';
import type { TaskRevision } from '../gate/revision';
import { clientOptions } from './client-options';
import { isNamed } from './sdk-error';

/** Task definitions of ECS. */
export class EcsTaskDefinitions implements Revisions<TaskRevision> {
  constructor(private readonly client: ECSClient = new ECSClient(clientOptions)) {}

  /** Whether it is active. Whether its image is still there shows when it is deployed: without it ECS keeps what runs. */
  async exists({ taskDefinitionArn }: TaskRevision): Promise<boolean> {
    try {
      const { taskDefinition } = await this.client.send(new DescribeTaskDefinitionCommand({ taskDefinition: taskDefinitionArn }));
      return taskDefinition?.status === 'ACTIVE';
    } catch (error) {
      if (isNamed(error, 'ClientException') && error.message.startsWith('Unable to describe task definition')) {
        return false;
      }
      throw error;
    }
  }
}
