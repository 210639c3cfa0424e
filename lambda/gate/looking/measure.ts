/** One measurement: both windows from the source, with what is known of earlier ones, judged, as evidence. */
import type { JudgeInput, LookPlan } from '../../judge/input';
import { judge, ruleNameOf } from '../../judge/judge';
import type { MetricSource, Window } from '../../sources/source';
import type { Evidence } from '../evidence';
import type { RollbackClaims } from '../ports/claims';
import type { DeploymentHistory, DeploymentTimes } from '../ports/deployments';
import type { EvidenceStore } from '../ports/objects';
import type { ValidationStore } from '../ports/validation-store';
import type { Validation } from '../validation';
import { currentDeploymentId } from './current-deployment';
import { collectHistory } from './history/collect';
import { measuredFrom, requestsFor } from './requests';
import type { Subject } from './subject';
import { measuredWindows } from './windows';

export interface MeasurePorts {
  readonly source: MetricSource;
  readonly deployments: DeploymentHistory;
  readonly times: DeploymentTimes;
  readonly validations: ValidationStore;
  readonly evidence: EvidenceStore;
  readonly claims: Pick<RollbackClaims, 'condemned' | 'incidents'>;
}

/** What a look sees of the candidate's window. */
export interface Sight {
  readonly seen: Window;
  readonly final: boolean;
}

/** An environment that only the monspec knows has no deployments to ask for: it is taken to run something, and must have data. */
const ranBefore = async ({ comparison, described }: Subject, end: number, deployments: DeploymentHistory): Promise<boolean> => {
  const environment = described.environments[comparison.compare];
  return environment === undefined || deployments.succeededBefore(environment.deployment, end);
};

const nextNumber = ({ lastLook }: Validation): number => (lastLook?.number ?? 0) + 1;

const extensionOf = ({ extended, extendSeconds }: Validation['timing']): LookPlan['extension'] =>
  extended ? 'used' : extendSeconds > 0 ? 'possible' : 'none';

/** What the evidence rule needs beside both windows. */
const beside = async (
  validation: Validation,
  subject: Subject,
  { final }: Sight,
  windows: JudgeInput['windows'],
  ports: MeasurePorts,
): Promise<Pick<JudgeInput, 'history' | 'plan'>> => {
  if (ruleNameOf(subject.service) === 'percentage') {
    return {};
  }
  const { start, end } = validation.timing.candidate;
  const plan: LookPlan = { windowSeconds: (end - start) / 1000, final, extension: extensionOf(validation.timing) };
  return { history: await collectHistory(validation, subject, windows, ports), plan };
};

export const measure = async (
  validation: Validation,
  subject: Subject,
  sight: Sight,
  ports: MeasurePorts,
  now: number,
): Promise<Evidence> => {
  const { service, comparison, described } = subject;
  const { source, deployments } = ports;
  const windows = measuredWindows(comparison, validation.timing.candidate, validation.deployment.startedAt, sight.seen);
  const baselineExists = await ranBefore(subject, windows.baseline.end, deployments);
  const { answers, receipt } = await source.fetch(requestsFor(subject, windows, described, baselineExists));
  const besides = await beside(validation, subject, sight, windows, ports);
  // Asked after the metrics, so that a deployment that began while they were fetched is seen.
  const current = currentDeploymentId(validation.deployment, await deployments.latest(validation.deployment.destination));
  const input: JudgeInput = {
    service,
    comparison,
    windows,
    baselineExists,
    deployments: { registered: validation.deployment.deploymentId, current },
    measured: measuredFrom(service, answers, baselineExists),
    ...besides,
  };
  return {
    ...input,
    ...judge(input),
    validationId: validation.validationId,
    look: nextNumber(validation),
    at: now,
    monspecSha256: validation.monspecSha256,
    receipt,
  };
};
