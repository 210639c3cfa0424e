import type { Revisions } from '../gate/ports/revisions';
import type { TaskRevision } from '../gate/revision';
import { ecsUnsupported } from './ecs-unsupported';

/** Task definitions of ECS. */
export class EcsTaskDefinitions implements Revisions<TaskRevision> {
  async exists(_revision: TaskRevision): Promise<boolean> {
    throw ecsUnsupported();
  }
}
