/** What is run for a problem beside the rollback. */
import type { Runbook } from '../../contract/healing-settings';
import type { Problem } from '../problem';

export interface Runbooks {
  /** Begins an action; never throws. The token is the same for every attempt, so that it is begun once where that is possible. */
  begin(
    runbook: Runbook,
    problem: Problem,
    token: string,
  ): Promise<{ readonly kind: 'begun'; readonly what: string } | { readonly kind: 'failed'; readonly detail: string }>;
}
