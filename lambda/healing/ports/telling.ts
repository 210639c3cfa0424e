/** How healing tells people and systems, and how it starts its workflow. */
import type { RefusalDetail, RemediationDetail } from '../../contract/healing-events';
import type { HealingState } from '../../contract/healing-workflow';
import type { Message } from '../../gate/ports/telling';

export type HealingEvent =
  { readonly type: 'started' | 'ended'; readonly detail: RemediationDetail } | { readonly type: 'refused'; readonly detail: RefusalDetail };

export interface HealingNotifier {
  /** Tells people. */
  notify(message: Message): Promise<void>;
  /** Calls people: the critical topic. */
  call(message: Message): Promise<void>;
  /** Tells systems. */
  emit(event: HealingEvent): Promise<void>;
}

export interface ProblemLinks {
  /** A signed address of a problem's page that expires 30 days after `at` (epoch ms). */
  problem(problemId: string, at: number): Promise<string>;
}

/** Comments on problems where they were reported. */
export interface ProblemComments {
  /** Comments once; never throws: what went wrong is the answer. */
  comment(problemId: string, text: string): Promise<{ readonly kind: 'done' } | { readonly kind: 'failed'; readonly detail: string }>;
}

export interface HealingWorkflow {
  /** Starts an execution; one of this name that was started before is left as it is. */
  start(name: string, state: HealingState): Promise<void>;
}
