/** The environments that a problem may be about, and what is deployed there. */
import { sameRevision } from '../../gate/revision';
import type { Destination } from '../../contract/destination';
import type { Deployment } from '../../gate/ports/deployments';
import type { Environments } from '../../gate/ports/settings';
import type { ValidationStore } from '../../gate/ports/validation-store';
import type { Revision } from '../../gate/revision';
import type { Validation } from '../../gate/validation';
import type { Match } from '../attribution/match';
import { matchOf } from '../attribution/match';
import type { Deployer } from '../ports/deployer';
import type { Documents } from '../ports/documents';
import type { SettingsReading } from '../ports/settings';
import type { Problem } from '../problem';
import { leaseEnd } from '../records/lease';
import { readLedger } from '../records/records';
import type { Ledger, Remediation } from '../remediation';
import type { Limits } from './settings';
import { limitsOf } from './settings';

export interface PlacePorts {
  readonly documents: Documents;
  readonly environments: Environments;
  readonly deployer: Deployer;
  readonly validations: ValidationStore;
}

/** An environment that a problem is about. */
export interface Place {
  readonly pipeline: string;
  readonly environment: string;
  readonly stage: string;
  readonly destination: Destination;
  readonly limits: Limits;
  readonly match: NonNullable<Match>;
  readonly ledger: Ledger;
}

/** What is deployed in a place. */
export interface Deployed {
  readonly current: Deployment & { readonly revision: Revision };
  /** Validations of the pipeline, newest first, the newest few. */
  readonly validations: readonly Validation[];
  /** Of what is deployed. */
  readonly validation: Validation | undefined;
  readonly currentRelease: string | undefined;
}

/** So many validations of a pipeline are looked at. */
const mostValidations = 60;

const matchFor = (problem: Problem, pipeline: string, stage: string, { match }: Limits): Match =>
  problem.gate === undefined
    ? matchOf(problem, match)
    : problem.gate.pipeline === pipeline && problem.gate.stage === stage
      ? { by: 'entity', what: `${stage} of ${pipeline}` }
      : undefined;

/** Every environment that the problem is about. Those that the stacks do not describe are left out. */
export const placesOf = async (
  problem: Problem,
  { pipelines }: SettingsReading,
  { documents, environments }: PlacePorts,
): Promise<readonly Place[]> => {
  const places: Place[] = [];
  for (const { pipeline, settings } of pipelines) {
    for (const [environment, its] of Object.entries(settings.environments)) {
      const limits = limitsOf(its);
      const stage = limits.stage ?? environment;
      const match = matchFor(problem, pipeline, stage, limits);
      const described = match === undefined ? undefined : await environments.read(pipeline);
      const destination = described?.kind === 'found' ? described.value.environments[environment]?.deployment : undefined;
      if (match !== undefined && destination !== undefined) {
        places.push({ pipeline, environment, stage, destination, limits, match, ledger: await readLedger(documents, destination) });
      }
    }
  }
  return places;
};

const newest = async (pipeline: string, validations: ValidationStore): Promise<readonly Validation[]> => {
  const found: Validation[] = [];
  for await (const validation of validations.newestFirst(pipeline)) {
    found.push(validation);
    if (found.length >= mostValidations) {
      break;
    }
  }
  return found;
};

/** Instances that join a group get its revision by a deployment of their own: what counts is the one before. */
const originalOf = (latest: Deployment & { readonly revision: Revision }, validation: Validation | undefined): Deployed['current'] =>
  latest.byAutoScaling && validation !== undefined
    ? {
        ...latest,
        byAutoScaling: false,
        status: 'succeeded',
        deploymentId: validation.deployment.deploymentId,
        createdAt: validation.deployment.startedAt,
      }
    : latest;

/** What is deployed there; `undefined` for nothing, or for what cannot be deployed again. */
export const deployedIn = async (
  { pipeline, stage, destination }: Place,
  { deployer, validations: store }: PlacePorts,
): Promise<Deployed | undefined> => {
  const [latest, validations] = await Promise.all([deployer.latest(destination), newest(pipeline, store)]);
  if (latest?.revision === undefined) {
    return undefined;
  }
  const { revision } = latest;
  const its = validations.filter((one) => sameRevision(one.deployment.revision, revision));
  const here = its.filter((one) => one.stage === stage);
  const validation =
    here.find((one) => one.deployment.deploymentId === latest.deploymentId) ?? (latest.byAutoScaling ? here[0] : undefined);
  return { current: originalOf({ ...latest, revision }, validation), validations, validation, currentRelease: its[0]?.release };
};

const minute = 60_000;

/** How long after a rollback metrics and reporters may still speak of the time before it, in milliseconds. */
const grace = 5 * minute;

const isDuring = (instant: number, remediation: Remediation, now: number): boolean => {
  const { badDeploymentAt, deployedAt, endedAt } = remediation;
  return (
    instant >= Math.floor(badDeploymentAt / minute) * minute &&
    instant <= (deployedAt ?? endedAt ?? Math.min(now, leaseEnd(remediation))) + grace
  );
};

/** The remediation into whose time a problem falls: it began while the bad deployment was there. The gate names its own. */
export const answeredBy = ({ started, gate }: Problem, { remediations }: Ledger, now: number): Remediation | undefined =>
  remediations.find((one) =>
    gate?.rollsBack === true ? one.by === 'gate' && one.validationId === gate.validationId : isDuring(started, one, now),
  );
