/**
 * Register: a stage of a pipeline has deployed a build and asks for a verdict on it.
 *
 *   job → identify → examine → keep the monspec → write the validation, once → start the looks, once → have it announced, once
 *   → answer the job
 *
 * Every step can be repeated, and a delivery that comes again finds the validation and goes on from there, so that a
 * crash anywhere is mended by the next delivery. What is wrong with the input fails the action, and nothing is written.
 */
import type { WorkflowState } from '../contract/workflow';
import type { Issue, Parsed } from '../monspec/issue';
import { GateError } from './gate-error';
import { nextLookAt } from './looking/windows';
import type { EvidenceStore } from './ports/objects';
import type { Jobs } from './ports/pipelines';
import type { Announcements, Workflow } from './ports/telling';
import type { ValidationStore } from './ports/validation-store';
import type { ExaminePorts } from './registration/examine';
import { examine } from './registration/examine';
import { executionName } from './registration/execution-name';
import { explainIssues } from './registration/explain';
import type { Identity } from './registration/identify';
import { identify } from './registration/identify';
import type { Job } from './registration/job';
import { newValidation, validationIdOf } from './registration/new-validation';
import type { Validation } from './validation';

export interface RegisterPorts extends ExaminePorts {
  readonly jobs: Jobs;
  readonly evidence: EvidenceStore;
  readonly validations: ValidationStore;
  readonly workflow: Workflow;
  /** Absent where no monitoring system wants to know of deployments. */
  readonly announcements?: Announcements;
}

export type Registration =
  /** `unannounced` says why the monitoring system will not hear of the deployment. */
  | { readonly kind: 'registered'; readonly validationId: string; readonly unannounced?: string }
  /** The action was failed with these issues. */
  | { readonly kind: 'refused'; readonly issues: readonly Issue[] }
  /** CodePipeline no longer knows the job: it was answered, or gave up. */
  | { readonly kind: 'job-gone' };

/** The workflow's input, the same for every delivery: it depends on what was recorded at registration alone. */
const firstState = ({ validationId, timing, registeredAt }: Validation): WorkflowState => ({
  validationId,
  next: 'look',
  at: new Date(nextLookAt(timing, registeredAt)).toISOString(),
});

/** The gate does its work whether or not the monitoring system hears of it, so that this fails nothing. */
const announceBy = async (announcements: Announcements | undefined, validation: Validation): Promise<{ readonly unannounced?: string }> => {
  const { validationId, registeredAt } = validation;
  try {
    await announcements?.start(executionName(validation), { validationId, next: 'announce', at: new Date(registeredAt).toISOString() });
    return {};
  } catch (error) {
    return { unannounced: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
};

const write = async (validation: Validation, { validations }: RegisterPorts): Promise<Validation> => {
  if ((await validations.create(validation)) === 'written') {
    return validation;
  }
  const there = await validations.find(validation.validationId);
  if (there === undefined) {
    throw new GateError(
      'ValidationVanished',
      `The validation ${validation.validationId} was there and is gone.`,
      'The job is delivered again.',
    );
  }
  return there;
};

const registerNew = async (job: Job, identity: Identity, ports: RegisterPorts, now: number): Promise<Parsed<Validation>> => {
  const findings = await examine(job, identity, ports);
  if (!findings.ok) {
    return findings;
  }
  const validation = newValidation(findings.value, now);
  await ports.evidence.keepMonspec(validation.monspecKey, findings.value.monspec.text);
  return { ok: true, value: await write(validation, ports) };
};

const summaryOf = ({ release, stage, timing: { candidate } }: Validation): string =>
  `Measuring ${release} in ${stage} from ${new Date(candidate.start).toISOString()} to ${new Date(candidate.end).toISOString()}.`;

const validationOf = async (job: Job, identity: Identity, ports: RegisterPorts, now: number): Promise<Parsed<Validation>> => {
  const known = await ports.validations.find(validationIdOf(identity.context, job));
  return known === undefined ? registerNew(job, identity, ports, now) : { ok: true, value: known };
};

export const register = async (job: Job, ports: RegisterPorts, now: number): Promise<Registration> => {
  const place = await ports.jobs.place(job.id);
  if (place === undefined) {
    return { kind: 'job-gone' };
  }
  const identity = identify(job, place);
  const validation = identity.ok ? await validationOf(job, identity.value, ports, now) : identity;
  if (!validation.ok) {
    await ports.jobs.fail(job.id, explainIssues(validation.issues));
    return { kind: 'refused', issues: validation.issues };
  }
  await ports.workflow.start(executionName(validation.value), firstState(validation.value));
  const announced = await announceBy(ports.announcements, validation.value);
  await ports.jobs.succeed(job.id, summaryOf(validation.value));
  return { kind: 'registered', validationId: validation.value.validationId, ...announced };
};
