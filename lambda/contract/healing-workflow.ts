/**
 * What travels between healing's state machine and its functions.
 *
 * The machine is one loop, begun once per problem: wait until `at`, then run the step named by `next`.
 *
 *     WaitUntilDue → Route ─ plan     → Plan     ─┐   decides; claims the one remediation that a deployment may have
 *          ▲             ├── act      → Act      ─┤   begins the rollback, locks promotions, tells
 *          │             ├── await    → Await    ─┤   follows the deployment to its end
 *          │             ├── verify   → Verify   ─┤   the judge: has production recovered?
 *          │             ├── conclude → Conclude ─┤   closes; or escalates, again and again
 *          │             └── done     → Done      │
 *          └──────────────────────────────────────┘
 *
 * Every step returns the next one. A step that fails after its retries goes to Conclude with `error` ($.error, as
 * Step Functions' Catch reports it), which escalates. A Conclude that fails after its retries fails the execution:
 * alarm on that.
 */
export interface HealingState {
  readonly problemId: string;
  readonly next: 'plan' | 'act' | 'await' | 'verify' | 'conclude' | 'done';
  /** ISO 8601 instant before which the next step must not run. */
  readonly at: string;
  readonly error?: { readonly Error: string; readonly Cause?: string };
}

/** The bundled functions of healing, by the name of their `*.lambda.ts` file in lambda/healing. */
export const healingFunctions = {
  /** HTTP API `POST /hooks/<reporter>` → verified → queue. */
  webhook: 'webhook',
  /** Queue of problems (batches, ReportBatchItemFailures) → recorded → one execution per problem. */
  intake: 'intake',
  plan: 'plan',
  act: 'act',
  await: 'await',
  verify: 'verify',
  conclude: 'conclude',
} as const;
