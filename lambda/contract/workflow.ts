/**
 * What travels between the gate's state machine and its functions.
 *
 * The machine is one loop: wait until `at`, then run the step named by `next`. Every step returns the next one.
 *
 *     WaitUntilDue → Route ─ look      → Look      ─┐
 *          ▲             ├── decide    → Decide    ─┤
 *          │             ├── remediate → Remediate ─┤
 *          │             └── done      → Done       │
 *          └────────────────────────────────────────┘
 *
 * A Look that fails after its retries goes to Decide with `error`, which holds. A Decide or Remediate that fails after
 * its retries fails the execution; the rule on failed executions calls the watchdog, which holds.
 */
export interface WorkflowState {
  readonly validationId: string;
  readonly next: 'look' | 'decide' | 'remediate' | 'done';
  /** ISO 8601 instant before which the next step must not run. */
  readonly at: string;
  /** What made the last step fail for good, as Step Functions' Catch reports it. */
  readonly error?: { readonly Error: string; readonly Cause?: string };
}

/** The bundled functions of the gate, by the name of their `*.lambda.ts` file in lambda/gate. */
export const gateFunctions = {
  /** CodePipeline Lambda action: parses the monspec, writes the validation, starts the state machine. */
  register: 'register',
  /** One look: fetch, judge, keep the evidence. */
  look: 'look',
  /** Decide, record, answer the approval, tell. */
  decide: 'decide',
  /** Redeploy the newest revision that passed, and follow it. */
  remediate: 'remediate',
  /** EventBridge: a person answered an approval, or a pipeline execution ended. */
  observe: 'observe',
  /** EventBridge: a state machine execution failed, timed out or was aborted → hold. */
  watchdog: 'watchdog',
} as const;
