/** One measurement: both windows from the source, judged, as evidence. */
import type { JudgeInput } from '../../judge/input';
import { judgePercentage } from '../../judge/percentage/judge';
import { engineVersion } from '../../judge/replay';
import type { MetricSource, Window } from '../../sources/source';
import type { Evidence } from '../evidence';
import type { Deployments } from '../ports/deployments';
import type { Validation } from '../validation';
import { currentDeploymentId } from './current-deployment';
import { measuredFrom, requestsFor } from './requests';
import type { Subject } from './subject';
import { measuredWindows } from './windows';

export interface MeasurePorts {
  readonly source: MetricSource;
  readonly deployments: Deployments;
}

/** An environment that only the monspec knows has no deployments to ask for: it is taken to run something, and must have data. */
const ranBefore = async ({ comparison, described }: Subject, end: number, deployments: Deployments): Promise<boolean> => {
  const environment = described.environments[comparison.compare];
  return environment === undefined || deployments.succeededBefore(environment.deployment, end);
};

const nextNumber = ({ lastLook }: Validation): number => (lastLook?.number ?? 0) + 1;

export const measure = async (
  validation: Validation,
  subject: Subject,
  candidate: Window,
  { source, deployments }: MeasurePorts,
  now: number,
): Promise<Evidence> => {
  const { service, comparison, described } = subject;
  const windows = measuredWindows(comparison, candidate, validation.deployment.startedAt);
  const baselineExists = await ranBefore(subject, windows.baseline.end, deployments);
  const { answers, receipt } = await source.fetch(requestsFor(subject, windows, described, baselineExists));
  // Asked after the metrics, so that a deployment that began while they were fetched is seen.
  const current = currentDeploymentId(validation.deployment, await deployments.latest(validation.deployment));
  const input: JudgeInput = {
    service,
    comparison,
    windows,
    baselineExists,
    deployments: { registered: validation.deployment.deploymentId, current },
    measured: measuredFrom(service, answers, baselineExists),
  };
  return {
    ...input,
    engine: engineVersion,
    validationId: validation.validationId,
    look: nextNumber(validation),
    at: now,
    monspecSha256: validation.monspecSha256,
    verdict: judgePercentage(input),
    receipt,
  };
};
