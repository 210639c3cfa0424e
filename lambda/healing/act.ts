/**
 * Act: begin the rollback, once → lock promotions → run the runbooks → tell → follow it.
 *
 * The rollback comes first: nobody waits for a message while production burns.
 */
import type { HealingState } from '../contract/healing-workflow';
import type { BeginPorts } from './acting/begin';
import { begin } from './acting/begin';
import type { Limits } from './planning/settings';
import { limitsOf, runbooksFor } from './planning/settings';
import type { Promotions } from './ports/promotions';
import type { Runbooks } from './ports/runbooks';
import type { SettingsStore } from './ports/settings';
import { problemOf } from './records/records';
import type { ProblemRecord, Remediation } from './remediation';
import { goTo, type Own, ownRemediation, withLease } from './step';
import type { TellPorts } from './telling/tell';
import { once, tellStart } from './telling/tell';

export interface ActPorts extends BeginPorts, TellPorts {
  readonly settings: SettingsStore;
  readonly promotions: Promotions;
  readonly runbooks: Runbooks;
}

/** Milliseconds until CodeDeploy is asked again. */
const busyWait = 20_000;

/** The limits of the environment; `undefined` where nobody can read them any more. */
export const limitsFor = async ({ pipeline, environment }: Remediation, settings: SettingsStore): Promise<Limits | undefined> => {
  const { pipelines } = await settings.read();
  const found = pipelines.find((one) => one.pipeline === pipeline)?.settings.environments[environment];
  return found === undefined ? undefined : limitsOf(found);
};

const lockPromotions = async (
  record: ProblemRecord,
  { remediation }: Own,
  limits: Limits | undefined,
  ports: ActPorts,
  now: number,
): Promise<boolean> => {
  if (limits?.lockPromotions === false) {
    return false;
  }
  const { pipeline, environment, fromRelease, toRelease } = remediation;
  const stage = limits?.stage ?? environment;
  await once(record, 'locked', ports.documents, now, async () => {
    await ports.promotions.lock(
      pipeline,
      stage,
      `${fromRelease} was rolled back to ${toRelease}. To unlock run unbreakable unlock ${pipeline}`,
    );
    return `Promotions into ${stage} are locked until a person unlocks them.`;
  });
  return true;
};

const runRunbooks = async (record: ProblemRecord, limits: Limits | undefined, ports: ActPorts, now: number): Promise<void> => {
  const wanted = limits === undefined ? [] : runbooksFor(record.problem, limits);
  for (const [index, runbook] of wanted.entries()) {
    await once(record, `runbook-${index}`, ports.documents, now, async () => {
      const result = await ports.runbooks.begin(runbook, record.problem, `${record.problemId}#${index}`);
      return result.kind === 'begun' ? result.what : `The runbook could not be begun: ${result.detail}`;
    });
  }
};

const afterwards = async (record: ProblemRecord, own: Own, ports: ActPorts, now: number): Promise<void> => {
  const limits = await limitsFor(own.remediation, ports.settings);
  const locked = await lockPromotions(record, own, limits, ports, now);
  await runRunbooks(record, limits, ports, now);
  await tellStart(record, own.remediation, locked, ports, now);
};

const isBegun = ({ deploymentId, state }: Remediation): boolean => deploymentId !== undefined || state === 'verifying';

const begunOrLater = async ({ problemId }: HealingState, ports: ActPorts, now: number): Promise<HealingState> => {
  const record = await problemOf(ports.documents, problemId);
  const own = await ownRemediation(record, ports.documents);
  if (own === undefined || own.remediation.endedAt !== undefined) {
    return goTo(problemId, 'conclude', now);
  }
  const begun = isBegun(own.remediation) ? ({ kind: 'begun', remediation: own.remediation } as const) : await begin(own, ports, now);
  switch (begun.kind) {
    case 'later':
      return goTo(problemId, 'act', now + busyWait);
    case 'withdrawn':
      return goTo(problemId, 'conclude', now);
    case 'begun':
      await afterwards(record, { ...own, remediation: begun.remediation }, ports, now);
      return goTo(problemId, 'await', now);
  }
};

export const act = withLease(begunOrLater);
