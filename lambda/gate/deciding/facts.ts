/** What the policy needs to know, out of the record and the ports. */
import type { WorkflowState } from '../../contract/workflow';
import type { Basis, Facts } from '../policy';
import type { ApprovalAddress, Approvals } from '../ports/pipelines';
import type { KillSwitch } from '../ports/settings';
import type { Validation } from '../validation';

/** How long after the last look an approval may open, in milliseconds. */
const openingLimit = 30 * 60_000;

export const addressOf = ({ pipeline, stage, approvalAction: action, executionId, registeredAt }: Validation): ApprovalAddress => ({
  pipeline,
  stage,
  action,
  executionId,
  notBefore: registeredAt,
});

const basisOf = ({ lastLook }: Validation, error: WorkflowState['error']): Basis => {
  if (error !== undefined) {
    return { kind: 'error', detail: `${error.Error} ${error.Cause ?? ''}`.trim().slice(0, 300) };
  }
  if (lastLook === undefined) {
    return { kind: 'no-look' };
  }
  const { verdict, reasons, final, early, deploymentChanged = false } = lastLook;
  return { kind: 'look', verdict, reasons, final, ...(early === undefined ? {} : { early }), deploymentChanged };
};

export const gatherFacts = async (
  validation: Validation,
  error: WorkflowState['error'],
  { approvals, killSwitch }: { readonly approvals: Approvals; readonly killSwitch: KillSwitch },
  now: number,
): Promise<Facts> => {
  const { timing, lastLook } = validation;
  return {
    basis: basisOf(validation, error),
    mode: validation.mode,
    approval: await approvals.read(addressOf(validation)),
    killSwitch: await killSwitch.read(),
    belowFloor: validation.belowFloor ?? [],
    extendable: !timing.extended && timing.extendSeconds > 0,
    waitedTooLong: now > (lastLook?.at ?? validation.registeredAt) + openingLimit,
  };
};
