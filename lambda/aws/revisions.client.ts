import type { AccountAccess } from '../contract/account-access';
import type { Revisions } from '../gate/ports/revisions';
import type { BundleRevision, FunctionRevision, Revision, TaskRevision } from '../gate/revision';
import { Bundles } from './bundles.client';
import { EcsTaskDefinitions } from './ecs-task-definitions.client';
import { FunctionVersions } from './function-versions.client';

/** Revisions of every kind. Bundles are the pipeline's, wherever they are deployed to. */
export class StoredRevisions implements Revisions {
  constructor(
    private readonly bundles: Revisions<BundleRevision> = new Bundles(),
    private readonly versions: Revisions<FunctionRevision> = new FunctionVersions(),
    private readonly taskDefinitions: Revisions<TaskRevision> = new EcsTaskDefinitions(),
  ) {}

  async exists(revision: Revision, account?: AccountAccess): Promise<boolean> {
    switch (revision.kind) {
      case 'bundle':
        return this.bundles.exists(revision);
      case 'function-version':
        return this.versions.exists(revision, account);
      case 'task-definition':
        return this.taskDefinitions.exists(revision, account);
    }
  }
}
