import { CodePipelineClient, GetPipelineStateCommand, PutApprovalResultCommand } from '@aws-sdk/client-codepipeline';
import type { StageState } from '@aws-sdk/client-codepipeline';
import type { ApprovalAddress, Approvals, ApprovalState } from '../gate/ports/pipelines';
import { clientOptions } from './client-options';
import { isNamed } from './sdk-error';

/** Longest summary of an approval that CodePipeline takes. */
export const longestApprovalSummary = 512;

/** Times of CodePipeline may come in whole seconds. */
const clockTolerance = 1_000;

/** Reads the state of an approval out of the state of its stage. Pure. */
export const approvalIn = (stage: StageState | undefined, address: ApprovalAddress): ApprovalState => {
  const action = stage?.actionStates?.find(({ actionName }) => actionName === address.action);
  if (stage === undefined || action === undefined) {
    return { kind: 'missing', detail: `The pipeline ${address.pipeline} has no action ${address.action} in a stage ${address.stage}.` };
  }
  const current = stage.latestExecution;
  if (current?.pipelineExecutionId !== address.executionId) {
    return { kind: 'over', detail: `The stage ${address.stage} runs execution ${current?.pipelineExecutionId ?? '(none)'}.` };
  }
  const { status, token, summary, lastUpdatedBy: by, lastStatusChange } = action.latestExecution ?? {};
  const fresh = (lastStatusChange?.getTime() ?? 0) >= address.notBefore - clockTolerance;
  if (fresh && (status === 'Succeeded' || status === 'Failed')) {
    const decision = status === 'Succeeded' ? 'approve' : 'reject';
    return { kind: 'answered', decision, ...(by ? { by } : {}), ...(summary ? { summary } : {}) };
  }
  if (current.status !== 'InProgress') {
    return { kind: 'over', detail: `The stage ${address.stage} is ${current.status ?? 'in no state'} for this execution.` };
  }
  return fresh && status === 'InProgress' && token ? { kind: 'open', token } : { kind: 'not-open' };
};

/** Manual approvals of CodePipeline. */
export class CodePipelineApprovals implements Approvals {
  constructor(private readonly client: CodePipelineClient = new CodePipelineClient(clientOptions)) {}

  async read(address: ApprovalAddress): Promise<ApprovalState> {
    const state = await this.client.send(new GetPipelineStateCommand({ name: address.pipeline }));
    return approvalIn(
      state.stageStates?.find(({ stageName }) => stageName === address.stage),
      address,
    );
  }

  async answer(
    address: ApprovalAddress,
    answer: { readonly token: string; readonly decision: 'approve' | 'reject'; readonly summary: string },
  ): Promise<'answered' | 'closed'> {
    try {
      await this.client.send(
        new PutApprovalResultCommand({
          pipelineName: address.pipeline,
          stageName: address.stage,
          actionName: address.action,
          token: answer.token,
          result: {
            status: answer.decision === 'approve' ? 'Approved' : 'Rejected',
            summary: answer.summary.slice(0, longestApprovalSummary),
          },
        }),
      );
      return 'answered';
    } catch (error) {
      if (isNamed(error, 'InvalidApprovalTokenException', 'ApprovalAlreadyCompletedException')) {
        return 'closed';
      }
      throw error;
    }
  }
}
