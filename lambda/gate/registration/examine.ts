/** Finds out everything that a validation needs, or everything that is wrong. Reads only. */
import type { Parsed } from '../../monspec/issue';
import type { SourceName } from '../../monspec/source-key';
import type { DeploymentHistory } from '../ports/deployments';
import type { Artifacts } from '../ports/objects';
import type { PipelineExecutions } from '../ports/pipelines';
import type { Environments, Policies } from '../ports/settings';
import { belowPolicy } from './below-policy';
import { findCandidate } from './candidate';
import type { Identity } from './identify';
import type { Job } from './job';
import { readMonspec } from './monspec-of-job';
import type { Findings } from './new-validation';

export interface ExaminePorts {
  readonly artifacts: Artifacts;
  readonly environments: Environments;
  readonly policies: Policies;
  readonly deployments: DeploymentHistory;
  readonly executions: PipelineExecutions;
  /** The metric sources that looks ask, in their order. Default: CloudWatch alone. */
  readonly sources?: readonly SourceName[];
}

export const examine = async (job: Job, { context, settings }: Identity, ports: ExaminePorts): Promise<Parsed<Findings>> => {
  const monspec = await readMonspec(job, settings, ports);
  if (!monspec.ok) {
    return monspec;
  }
  const described = await ports.environments.read(context.pipeline);
  if (described.kind === 'unusable') {
    return { ok: false, issues: [{ path: 'environments', received: context.pipeline, message: described.detail, fix: '' }] };
  }
  const deployment = await findCandidate(monspec.value.comparison, described.value, ports.deployments);
  if (!deployment.ok) {
    return deployment;
  }
  const execution = await ports.executions.read(context.pipeline, context.executionId);
  const belowFloor = belowPolicy(monspec.value, await ports.policies.read(), settings.windowMinutes);
  const value = { job, context, settings, monspec: monspec.value, belowFloor, deployment: deployment.value, execution };
  return { ok: true, value };
};
