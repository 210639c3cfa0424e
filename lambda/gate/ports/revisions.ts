import type { Revision } from '../revision';

export interface Revisions<R extends Revision = Revision> {
  /** Whether a revision is still there to be deployed. */
  exists(revision: R): Promise<boolean>;
}
