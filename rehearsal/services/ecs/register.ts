import type { Cloud } from '../../cloud/cloud';
import type { RegisterInput } from './inputs';
import type { TaskDefinition } from './model';
import type { Store } from './store';

/** Keeps a task definition as the next revision of its family. */
export const register = (cloud: Cloud, store: Store, definition: RegisterInput, registeredBy: string): TaskDefinition => {
  const { family } = definition;
  const revision = store.nextRevision(family);
  const added: TaskDefinition = {
    arn: cloud.arn('ecs', `task-definition/${family}:${revision}`),
    family,
    revision,
    definition,
    registeredAt: cloud.clock.now(),
    registeredBy,
  };
  store.addDefinition(added);
  return added;
};
