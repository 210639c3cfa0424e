import type { ActionView, Snapshot } from '../../cli/pipeline/snapshot';
import type { Settlement } from '../../cli/pipeline/settlement';
import type { AccountAccess } from '../../lambda/contract/account-access';
import type { Revision } from '../../lambda/gate/revision';
import type { Remediation, Validation } from '../../lambda/gate/validation';
import type { DecisionLine, ExecutionLine, RemediationLine, RemediationRefusedLine } from './lines';

/** A line that tells of one gate. */
export type GateLine = DecisionLine | RemediationLine | RemediationRefusedLine;

/** Which build a revision holds; `undefined` for one that this rehearsal did not release. */
export type BuildOf = (revision: Revision, account: AccountAccess | undefined) => Promise<number | undefined>;

const iso = (time: number): string => new Date(time).toISOString();

/** The line of a validation's decision, once it is decided. */
export function decisionLine(validation: Validation, build: number): DecisionLine | undefined {
  const { validationId, decision, executionId, stage } = validation;
  if (decision === undefined) return undefined;
  return {
    type: 'decision',
    validationId,
    executionId,
    build,
    stage,
    decision: decision.decision,
    verdict: decision.verdict ?? null,
    by: decision.by,
    reasons: decision.reasons,
    at: iso(decision.at),
  };
}

/** The line of a remediation, once it has ended or was refused. */
export async function remediationLine(
  validation: Validation,
  build: number,
  buildOf: BuildOf,
): Promise<RemediationLine | RemediationRefusedLine | undefined> {
  const { validationId, remediation, executionId, stage } = validation;
  if (remediation === undefined) return undefined;
  const common = { validationId, executionId, stage, fromBuild: build };
  switch (remediation.state) {
    case 'starting':
    case 'running':
      return undefined;
    case 'refused':
      return { type: 'remediation-refused', ...common, reason: remediation.reason, at: iso(remediation.at) };
    case 'succeeded':
    case 'failed':
      return {
        type: 'remediation',
        by: 'gate',
        ...common,
        problemId: null,
        ...endedRemediation(remediation, remediation.state, await buildOf(remediation.to, validation.deployment.destination.account)),
      };
  }
}

type StartedRemediation = Exclude<Remediation, { state: 'refused' }>;

const endedRemediation = (remediation: StartedRemediation, outcome: 'succeeded' | 'failed', toBuild: number | undefined) => ({
  toBuild: toBuild ?? null,
  outcome,
  deploymentId: remediation.deploymentId ?? null,
  reason: remediation.reason,
  at: iso(remediation.endedAt ?? remediation.startedAt),
});

/** The line of an execution that came to rest. */
export function executionLine(
  snapshot: Snapshot,
  settlement: Exclude<Settlement, { kind: 'open' }>,
  build: number,
  now: number,
): ExecutionLine {
  const failed = snapshot.actions.find((action) => action.status === 'Failed');
  return {
    type: 'execution',
    executionId: snapshot.executionId,
    build,
    status: settlement.kind === 'held' ? 'Held' : settlement.status,
    failure: failed === undefined ? null : failureText(failed),
    at: iso(now),
  };
}

const failureText = (action: ActionView): string => `${action.stage}/${action.name}: ${action.summary ?? 'failed without a message'}`;

/** Every line that a snapshot adds to those already written, in the order in which things happened. */
export async function newLines(
  snapshot: Snapshot,
  build: number,
  buildOf: BuildOf,
  written: ReadonlySet<string>,
): Promise<readonly GateLine[]> {
  const decisions = snapshot.validations.map((validation) => decisionLine(validation, build));
  const remediations = await Promise.all(snapshot.validations.map((validation) => remediationLine(validation, build, buildOf)));
  return [...decisions, ...remediations]
    .filter((line) => line !== undefined)
    .filter((line) => !written.has(lineKey(line)))
    .sort((a, b) => a.at.localeCompare(b.at));
}

/** A gate has one line of each type. */
export const lineKey = (line: GateLine): string => `${line.type} ${line.validationId}`;
