import { GetDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { validationsOfPipeline } from '../../../cli/pipeline/validations';
import type { ProblemLine, RemediationLine } from '../lines';
import type { Stage } from '../stage';
import type { RefusalHeard, RemediationHeard } from './healing-events';

const iso = (time: number): string => new Date(time).toISOString();

/** The line of a rollback by healing that has ended. */
export async function healingLine(stage: Stage, detail: RemediationHeard): Promise<RemediationLine> {
  const badDeployment = detail.remediationId.split('/').at(-1) ?? '';
  const [fromBuild, toBuild, validations] = await Promise.all([
    buildOfDeployment(stage, badDeployment),
    detail.deploymentId === undefined ? null : buildOfDeployment(stage, detail.deploymentId),
    validationsOfPipeline(stage.clients, stage.gate, detail.pipeline),
  ]);
  const measured = validations.findLast(({ deployment }) => deployment.deploymentId === badDeployment);
  return {
    type: 'remediation',
    by: 'healing',
    validationId: measured?.validationId ?? '',
    executionId: measured?.executionId ?? '',
    problemId: detail.problemId,
    stage: detail.environment,
    fromBuild,
    toBuild,
    outcome: detail.outcome ?? 'failed',
    deploymentId: detail.deploymentId ?? null,
    reason: detail.reason,
    at: iso(detail.at),
  };
}

/** The line of a problem that was answered without a rollback of its own. */
export const problemLine = ({ problemId, code, reason, at }: RefusalHeard): ProblemLine => ({
  type: 'problem',
  problemId,
  code,
  reason,
  at: iso(at),
});

/** Which build a deployment brought; `null` for one that this rehearsal did not release. */
async function buildOfDeployment({ clients, ledger }: Stage, deploymentId: string): Promise<number | null> {
  const { deploymentInfo } = await clients.codedeploy.send(new GetDeploymentCommand({ deploymentId }));
  const { bucket, key, eTag } = deploymentInfo?.revision?.s3Location ?? {};
  if (bucket === undefined || key === undefined) return null;
  return (await ledger.buildOf({ bucket, key, ...(eTag === undefined ? {} : { eTag }) })) ?? null;
}
