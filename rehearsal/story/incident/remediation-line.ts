import { readEnvironments } from '../../../cli/pipeline/gate';
import { validationsOfPipeline } from '../../../cli/pipeline/validations';
import { destinationKey } from '../../../lambda/contract/destination';
import type { ProblemLine, RemediationLine } from '../lines';
import { buildOfDeployment } from '../running';
import type { Stage } from '../stage';
import { openProblemPage } from './problem-page';
import type { RefusalHeard, RemediationHeard } from './healing-events';

const iso = (time: number): string => new Date(time).toISOString();

/** The line of a rollback by healing that has ended. */
export async function healingLine(stage: Stage, detail: RemediationHeard): Promise<RemediationLine> {
  const { environments } = await readEnvironments(stage.clients, stage.gate, detail.pipeline);
  const destination = environments[detail.environment]?.deployment;
  const badDeployment = destination === undefined ? '' : detail.remediationId.slice(destinationKey(destination).length + 1);
  const buildOf = async (id: string | undefined): Promise<number | null> =>
    destination === undefined || id === undefined ? null : buildOfDeployment(stage, destination, id);
  const [fromBuild, toBuild, page, validations] = await Promise.all([
    buildOf(badDeployment),
    buildOf(detail.deploymentId),
    openProblemPage(detail.link, [detail.fromRelease, detail.toRelease]),
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
    page,
    at: iso(detail.at),
  };
}

const codes = { succeeded: 'recovered', escalated: 'escalated', failed: 'failed', withdrawn: 'withdrawn' } as const;

/** The line of a rollback by the gate that healing has followed to its end; the rollback has a line of its own. */
export const followedLine = async (detail: RemediationHeard): Promise<ProblemLine> => {
  const { problemId, fromRelease, toRelease, outcome, reason, link, at } = detail;
  const page = await openProblemPage(link, [fromRelease, toRelease]);
  return { type: 'problem', problemId, code: codes[outcome ?? 'failed'], reason, page, at: iso(at) };
};

/** The line of a problem that was answered without a rollback of its own. */
export const problemLine = ({ problemId, code, reason, at }: RefusalHeard): ProblemLine => ({
  type: 'problem',
  problemId,
  code,
  reason,
  at: iso(at),
});
