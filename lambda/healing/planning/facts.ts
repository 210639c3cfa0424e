/** What the plan needs to know, out of records and ports. Reads only, but for the count of services with problems. */
import { sameDestination } from '../../contract/destination';
import type { Revisions } from '../../gate/ports/revisions';
import type { KillSwitch } from '../../gate/ports/settings';
import type { Candidate, ChangeEvidence } from '../attribution/attribute';
import { attribute, fitsInTime } from '../attribution/attribute';
import type { HealthPorts } from '../measuring/health';
import { measureHealth } from '../measuring/health';
import { beforeDeployment, problemWindow } from '../measuring/windows';
import type { Documents } from '../ports/documents';
import type { Promotions } from '../ports/promotions';
import type { SettingsStore } from '../ports/settings';
import type { Problem } from '../problem';
import { countBadServices, noteBadService } from '../records/records';
import type { ProblemRecord } from '../remediation';
import type { PlaceFacts, PlanFacts } from './plan-types';
import type { Deployed, Place, PlacePorts } from './places';
import { answeredBy, deployedIn, placesOf } from './places';
import { chooseTarget } from './target';

export interface FactPorts extends PlacePorts, HealthPorts {
  readonly settings: SettingsStore;
  readonly killSwitch: KillSwitch;
  readonly promotions: Promotions;
  readonly revisions: Revisions;
}

/** How long evidence may take to arrive, in milliseconds. */
const patience = 5 * 60_000;

interface Found {
  readonly place: Place;
  readonly deployed: Deployed;
}

const sentence = (reasons: readonly string[], otherwise: string): string => (reasons[0] ?? otherwise).slice(0, 300);

/** What the metrics say of the time of the problem, compared with the time before the deployment. */
const changeAt = async (problem: Problem, { place, deployed }: Found, ports: FactPorts, now: number): Promise<ChangeEvidence> => {
  const { current, validation, validations } = deployed;
  if (problem.gate !== undefined) {
    const own = problem.gate.validationId === validation?.validationId;
    return own
      ? { kind: 'worse', sentence: 'The gate measured it and rejected it.' }
      : { kind: 'not-worse', sentence: 'It is not the build that the gate rejected.' };
  }
  const candidate = problemWindow(problem.started, current.completedAt ?? current.createdAt, now);
  if (candidate === undefined || !fitsInTime(problem, current.createdAt, place.limits.lookBackMinutes)) {
    return { kind: 'unknown', sentence: 'There is no whole minute to measure yet.' };
  }
  const question = {
    validation: validation ?? validations.find(({ stage }) => stage === place.stage),
    environment: place.environment,
    candidate,
    baseline: beforeDeployment(candidate, current.createdAt),
    deploymentId: current.deploymentId,
  };
  const health = await measureHealth(question, ports);
  if (health.kind === 'no-metrics') {
    return { kind: 'no-metrics', sentence: health.why };
  }
  const { verdict, reasons } = health.verdict;
  switch (verdict) {
    case 'fail':
      return health.isNew
        ? { kind: 'worse', sentence: sentence(reasons, 'The metrics got worse.') }
        : { kind: 'unknown', sentence: `It was as bad before the deployment: ${sentence(reasons, 'the metrics fail in both windows.')}` };
    case 'pass':
    case 'warning':
      return { kind: 'not-worse', sentence: sentence(reasons, 'The metrics are as before.') };
    case 'inconclusive':
      return { kind: 'unknown', sentence: sentence(reasons, 'The metrics do not tell.') };
  }
};

const candidateOf = (found: Found, evidence: ChangeEvidence): Candidate => {
  const { pipeline, environment, destination, match, limits } = found.place;
  return { pipeline, environment, destination, match, deployment: found.deployed.current, lookBackMinutes: limits.lookBackMinutes, evidence };
};

const factsOf = async ({ place, deployed }: Found, ports: FactPorts, now: number): Promise<PlaceFacts> => {
  const { pipeline, environment, stage, destination, limits, ledger } = place;
  const { current, validations, validation, currentRelease } = deployed;
  const target = chooseTarget({ validations, stage, current: current.revision, currentRelease, condemned: ledger.condemned });
  const [last, targetExists, promotions, badServices] = await Promise.all([
    current.status === 'running' ? ports.deployer.lastSucceeded(destination) : undefined,
    target.kind === 'found' ? ports.revisions.exists(target.revision, destination.account) : true,
    ports.promotions.read(pipeline, stage),
    countBadServices(ports.documents, limits.manyServices.minutes, now),
  ]);
  return {
    pipeline,
    environment,
    stage,
    limits,
    ledger,
    current,
    validation,
    currentRelease,
    target,
    targetExists,
    lastSucceeded: last?.revision,
    promotions,
    badServices,
  };
};

/** Kinds of entities that are services; alarms and hosts are none, and several of them may be one service's. */
const serviceTypes = new Set(['SERVICE', 'APPLICATION', 'stack', 'service', 'entity', 'pipeline']);

/** What has the problem: an environment that is healed, else the first service that it names. */
const serviceOf = ({ source, entities }: Problem, places: readonly Place[]): string | undefined => {
  const [place] = places;
  const named = entities.find(({ type }) => serviceTypes.has(type));
  return place === undefined ? named && `${source}:${named.id}` : `${place.pipeline}/${place.environment}`;
};

const countIn = async (problem: Problem, places: readonly Place[], documents: Documents, now: number): Promise<void> => {
  const service = problem.nature === 'symptom' ? serviceOf(problem, places) : undefined;
  if (service !== undefined) {
    await noteBadService(documents, service, now);
  }
};

export interface Gathered {
  readonly facts: PlanFacts;
  /** Of the first attribution, for the claim. */
  readonly place: Place | undefined;
  readonly deployed: Deployed | undefined;
  /** Settings that could not be read, a sentence each. */
  readonly unreadable: readonly string[];
}

const deployedInAll = async (places: readonly Place[], ports: FactPorts): Promise<readonly Found[]> => {
  const all = await Promise.all(places.map(async (place) => ({ place, deployed: await deployedIn(place, ports) })));
  return all.flatMap(({ place, deployed }) => (deployed === undefined ? [] : [{ place, deployed }]));
};

export const gatherFacts = async ({ problem, receivedAt }: ProblemRecord, ports: FactPorts, now: number): Promise<Gathered> => {
  const reading = await ports.settings.read();
  const places = await placesOf(problem, reading, ports);
  const answered = places.map(({ ledger }) => answeredBy(problem, ledger, now)).find((one) => one !== undefined);
  const isAnswered = answered !== undefined || problem.gate?.rollsBack === true;
  const isAsked = !isAnswered && problem.state === 'open' && problem.nature === 'symptom';
  const [found, killSwitch] = await Promise.all([
    isAsked ? deployedInAll(places, ports) : [],
    ports.killSwitch.read(),
    countIn(problem, places, ports.documents, now),
  ]);
  const candidates = await Promise.all(found.map(async (one) => candidateOf(one, await changeAt(problem, one, ports, now))));
  const attribution = attribute(problem, candidates);
  const [first] = attribution.ranked;
  const here = found.find(
    ({ deployed, place }) =>
      deployed.current.deploymentId === first?.deploymentId &&
      sameDestination(place.destination, first.destination),
  );
  const facts: PlanFacts = {
    problem,
    attribution,
    answeredBy: answered,
    place: here === undefined ? undefined : await factsOf(here, ports, now),
    killSwitch,
    mayWait: now < receivedAt + patience,
    now,
  };
  return { facts, place: here?.place, deployed: here?.deployed, unreadable: reading.unreadable };
};
