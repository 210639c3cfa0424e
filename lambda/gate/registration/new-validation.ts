/** The record of a gate at its beginning. Pure. */
import type { JobContext, PipelineExecution } from '../ports/pipelines';
import { candidateWindow } from '../looking/windows';
import type { CandidateDeployment, Validation } from '../validation';
import type { Job } from './job';
import type { JobMonspec } from './monspec-of-job';
import { releaseName } from './release';
import type { Settings } from './settings';

/** Days after which a validation that was not approved last is forgotten. */
export const keptDays = 90;

/** At most this many findings of each kind are kept. */
const mostNotes = 20;

const minutes = 60;
const day = 86_400;

/** When a record that begins to age at `now` (epoch ms) expires, as epoch seconds. */
export const expiryFrom = (now: number): number => Math.floor(now / 1000) + keptDays * day;

/** The id of a validation. The attempt is the job's id: the same for every delivery, another for a retried stage. */
export const validationIdOf = (context: JobContext, job: Job): string => `${context.executionId}#${context.stage}#${job.id}`;

/** Everything that registration has found out. */
export interface Findings {
  readonly job: Job;
  readonly context: JobContext;
  readonly settings: Settings;
  readonly monspec: JobMonspec;
  /** Where the monspec asks for less than the platform's policy, one sentence each. */
  readonly belowFloor: readonly string[];
  readonly deployment: CandidateDeployment;
  readonly execution: PipelineExecution;
}

/**
 * CodePipeline's own rollback runs the stage again with an earlier build. Rejecting that could start a second rollback of
 * a rollback, so the gate measures and recommends, and a person answers.
 */
const modeOf = ({ settings, execution }: Findings): Settings['mode'] =>
  execution.type === 'ROLLBACK' && settings.mode === 'enforce' ? 'advise' : settings.mode;

export const newValidation = (findings: Findings, now: number): Validation => {
  const { job, context, settings, monspec, belowFloor, deployment, execution } = findings;
  return {
    validationId: validationIdOf(context, job),
    executionId: context.executionId,
    pipeline: context.pipeline,
    stage: context.stage,
    attempt: job.id,
    approvalAction: settings.approvalAction,
    mode: modeOf(findings),
    status: 'waiting',
    registeredAt: now,
    service: monspec.service.key,
    comparison: monspec.comparison.name,
    release: releaseName(execution.sources, deployment.revision, monspec.artifact, context.executionId),
    monspecKey: `monspecs/${monspec.sha256}.json`,
    monspecSha256: monspec.sha256,
    deployment,
    timing: {
      candidate: candidateWindow(now, settings, monspec.comparison),
      lookEverySeconds: settings.lookEveryMinutes * minutes,
      ingestionDelaySeconds: settings.ingestionDelayMinutes * minutes,
      extendSeconds: settings.extendMinutes * minutes,
      extended: false,
    },
    ...(monspec.findings.length === 0 ? {} : { findings: monspec.findings.slice(0, mostNotes) }),
    ...(belowFloor.length === 0 ? {} : { belowFloor: belowFloor.slice(0, mostNotes) }),
    executionType: execution.type,
    expiresAt: expiryFrom(now),
  };
};
