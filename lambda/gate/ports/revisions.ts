import type { AccountAccess } from '../../contract/account-access';
import type { Revision } from '../revision';

export interface Revisions<R extends Revision = Revision> {
  /** Whether a revision is still there to be deployed. @param account of the destination, where it has one of its own */
  exists(revision: R, account?: AccountAccess): Promise<boolean>;
}
