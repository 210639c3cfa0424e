/**
 * How deployments are announced to a monitoring system, where one is configured.
 *
 * A state machine of its own, so that no function is held while tags appear; the gate neither waits for it nor fails by it.
 *
 *     WaitUntilDue → Route ─ announce → Announce ─┐
 *          ▲             └── done     → Done      │
 *          └──────────────────────────────────────┘
 */
import type { GatePermission, GateResource } from './gate-permissions';

/** What the state machine is started with, once per validation. */
export interface AnnounceInput {
  readonly validationId: string;
  readonly next: 'announce';
  /** ISO 8601 instant before which the first attempt must not run. */
  readonly at: string;
}

/** Name of the variable with the ARN of that state machine (register only); absent where nothing is announced. */
export const announceMachineVariable = 'ANNOUNCE_STATE_MACHINE_ARN';

/** The bundled function, by the name of its `*.lambda.ts` file in lambda/gate. */
export const announceFunctions = { announce: 'announce' } as const;

/** What the function may do beside reading the token. */
export const announcePermissions: readonly (GatePermission & {
  readonly resource: Extract<GateResource, 'table' | 'evidence' | 'reportSecret'>;
})[] = [
  { actions: ['dynamodb:GetItem'], resource: 'table', reason: 'Reads what was deployed.' },
  { actions: ['s3:GetObject'], resource: 'evidence', reason: 'Reads the tags of the environment in the monspec.' },
  { actions: ['secretsmanager:GetSecretValue'], resource: 'reportSecret', reason: 'Signs the link to the report.' },
];
