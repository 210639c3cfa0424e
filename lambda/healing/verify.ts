/**
 * Verify: the judge compares production with its time before the bad deployment. Recovered → close; not, or not proven
 * after a second window → escalate. There is never a second rollback.
 */
import type { HealingState } from '../contract/healing-workflow';
import type { ValidationStore } from '../gate/ports/validation-store';
import type { Validation } from '../gate/validation';
import { limitsFor } from './act';
import type { Health, HealthPorts } from './measuring/health';
import { measureHealth } from './measuring/health';
import { beforeDeployment, readyAt, recoveryWindow } from './measuring/windows';
import type { Documents } from './ports/documents';
import type { SettingsStore } from './ports/settings';
import { noted } from './records/ledger';
import { changeRemediation, problemOf } from './records/records';
import type { ProblemRecord, Remediation } from './remediation';
import { goTo, type Own, ownRemediation, withLease } from './step';

export interface VerifyPorts extends HealthPorts {
  readonly documents: Documents;
  readonly settings: SettingsStore;
  readonly validations: ValidationStore;
}

type Finding =
  { readonly kind: 'succeeded' | 'escalated'; readonly reason: string } | { readonly kind: 'unknown'; readonly reason: string };

/** The build that was rolled back brought its monspec; where it was never validated, the newest of the stage. */
const specimen = async (
  { validationId, pipeline, environment }: Remediation,
  validations: ValidationStore,
): Promise<Validation | undefined> => {
  if (validationId !== undefined) {
    return validations.find(validationId);
  }
  for await (const validation of validations.newestFirst(pipeline)) {
    if (validation.stage === environment) {
      return validation;
    }
  }
  return undefined;
};

const withoutMetrics = ({ resolvedAt }: ProblemRecord, why: string): Finding =>
  resolvedAt === undefined
    ? { kind: 'unknown', reason: `${why} The reporter has not said that it is over.` }
    : { kind: 'succeeded', reason: 'The reporter says that it is over.' };

const findingOf = (health: Health, record: ProblemRecord): Finding => {
  if (health.kind === 'no-metrics') {
    return withoutMetrics(record, health.why);
  }
  const { verdict, reasons } = health.verdict;
  const because = (reasons[0] ?? 'No reason was given.').slice(0, 250);
  switch (verdict) {
    case 'pass':
    case 'warning':
      return { kind: 'succeeded', reason: `Production is as before the bad deployment: ${because}` };
    case 'fail':
      return { kind: 'escalated', reason: `The rollback did not help: ${because}` };
    case 'inconclusive':
      return { kind: 'unknown', reason: `The recovery is not proven: ${because}` };
  }
};

const measure = async ({ remediation }: Own, deployedAt: number, minutes: number, ports: VerifyPorts): Promise<Health> => {
  const candidate = recoveryWindow(deployedAt, minutes);
  return measureHealth(
    {
      validation: await specimen(remediation, ports.validations),
      environment: remediation.environment,
      candidate,
      baseline: beforeDeployment(candidate, remediation.badDeploymentAt),
      deploymentId: remediation.deploymentId ?? remediation.badDeploymentId,
    },
    ports,
  );
};

const end = async (
  problemId: string,
  { destination, remediation }: Own,
  state: 'succeeded' | 'escalated',
  reason: string,
  ports: VerifyPorts,
  now: number,
): Promise<HealingState> => {
  await changeRemediation(ports.documents, destination, remediation.remediationId, (one) => ({
    ...one,
    state,
    reason,
    endedAt: now,
    timeline: noted(one.timeline, now, reason),
  }));
  return goTo(problemId, 'conclude', now);
};

const judged = async ({ problemId }: HealingState, ports: VerifyPorts, now: number): Promise<HealingState> => {
  const record = await problemOf(ports.documents, problemId);
  const own = await ownRemediation(record, ports.documents);
  const deployedAt = own?.remediation.deployedAt;
  if (own === undefined || deployedAt === undefined || own.remediation.endedAt !== undefined) {
    return goTo(problemId, 'conclude', now);
  }
  const minutes = (await limitsFor(own.remediation, ports.settings))?.verifyMinutes ?? 5;
  const twice = readyAt(recoveryWindow(deployedAt, 2 * minutes));
  const second = now >= twice;
  const finding = findingOf(await measure(own, deployedAt, second ? 2 * minutes : minutes, ports), record);
  if (finding.kind === 'unknown') {
    return second ? end(problemId, own, 'escalated', finding.reason, ports, now) : goTo(problemId, 'verify', twice);
  }
  return end(problemId, own, finding.kind, finding.reason, ports, now);
};

export const verify = withLease(judged);
