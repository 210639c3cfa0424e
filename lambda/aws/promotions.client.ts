import { CodePipelineClient, DisableStageTransitionCommand, GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import type { Promotions, PromotionState } from '../healing/ports/promotions';
import { clientOptions } from './client-options';

/** CodePipeline takes letters, digits, blanks and a few signs in a reason, at most 300 characters. */
export const transitionReason = (text: string): string => text.replaceAll(/[^a-zA-Z0-9!@ ().*?-]/g, '-').slice(0, 300);

/** Transitions into stages of CodePipeline. */
export class CodePipelinePromotions implements Promotions {
  constructor(private readonly client: CodePipelineClient = new CodePipelineClient(clientOptions)) {}

  async read(pipeline: string, stageName: string): Promise<PromotionState> {
    const { stageStates } = await this.client.send(new GetPipelineStateCommand({ name: pipeline }));
    const stage = stageStates?.find((one) => one.stageName === stageName);
    if (stage === undefined) {
      return { kind: 'missing', detail: `The pipeline ${pipeline} has no stage ${stageName}.` };
    }
    const { enabled = true, disabledReason } = stage.inboundTransitionState ?? {};
    return enabled ? { kind: 'open' } : { kind: 'locked', reason: disabledReason ?? 'no reason was given' };
  }

  async lock(pipelineName: string, stageName: string, reason: string): Promise<void> {
    if ((await this.read(pipelineName, stageName)).kind === 'locked') {
      return;
    }
    await this.client.send(
      new DisableStageTransitionCommand({ pipelineName, stageName, transitionType: 'Inbound', reason: transitionReason(reason) }),
    );
  }
}
