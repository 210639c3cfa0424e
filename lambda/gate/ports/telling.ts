/** How the gate tells people and systems, and how it starts its own workflow. */
import type { AnnounceInput } from '../../contract/announcing';
import type { GateDecisionDetail, GateRemediationDetail, GateRemediationStartedDetail } from '../../contract/gate-events';
import type { WorkflowState } from '../../contract/workflow';

/** What people read. */
export interface Message {
  /** At most 100 characters, one line. */
  readonly subject: string;
  readonly text: string;
}

export type GateEvent =
  | { readonly type: 'decision'; readonly detail: GateDecisionDetail }
  | { readonly type: 'remediation'; readonly detail: GateRemediationDetail }
  | { readonly type: 'remediationStarted'; readonly detail: GateRemediationStartedDetail };

export interface Notifier {
  /** Tells people. */
  notify(message: Message): Promise<void>;
  /** Tells systems. */
  emit(event: GateEvent): Promise<void>;
}

export interface ReportLinks {
  /** A signed address of a validation's report that expires 30 days after `at` (epoch ms). */
  validation(validationId: string, at: number): Promise<string>;
}

export interface Workflow {
  /** Starts an execution; one of this name that was started before is left as it is. */
  start(name: string, state: WorkflowState): Promise<void>;
}

/** Tells a monitoring system of a deployment, on its own time. */
export interface Announcements {
  /** Starts an execution; one of this name that was started before is left as it is. */
  start(name: string, input: AnnounceInput): Promise<void>;
}
