/** The ledger of a destination, and what follows from it. Pure. */
import { destinationKey, type Destination } from '../../contract/destination';
import { sameRevision } from '../../gate/revision';
import type { Revision } from '../../gate/revision';
import type { Window } from '../../judge/series';
import type { Ledger, Remediation } from '../remediation';
import { buried, isActive, isDead } from './lease';
import { mostProblems } from './ownership';
import { noted } from './timeline';

export { isActive, isDead } from './lease';
export { noted } from './timeline';

const mostRemediations = 30;
const mostCondemned = 200;

export const ledgerKey = (destination: Destination): string => `environment#${destinationKey(destination)}`;

export const remediationIdOf = (destination: Destination, badDeploymentId: string): string =>
  `${destinationKey(destination)}/${badDeploymentId}`;

export const emptyLedger = (destination: Destination): Ledger => ({ destination, remediations: [], condemned: [] });

export const isCondemned = ({ condemned }: Ledger, revision: Revision): boolean => condemned.some((one) => sameRevision(one, revision));

export const findRemediation = ({ remediations }: Ledger, remediationId: string): Remediation | undefined =>
  remediations.find((one) => one.remediationId === remediationId);

export const activeIn = ({ remediations }: Ledger, now: number): Remediation | undefined => remediations.find((one) => isActive(one, now));

/** Whether a deployment is itself a rollback of the ledger. */
export const isRollback = ({ remediations }: Ledger, deploymentId: string): boolean =>
  remediations.some((one) => one.deploymentId === deploymentId);

/** Rollbacks that were begun since an instant (epoch ms), newest first; what was withdrawn does not count. */
export const begunSince = ({ remediations }: Ledger, since: number): readonly Remediation[] =>
  remediations.filter(({ state, startedAt }) => state !== 'withdrawn' && startedAt > since);

/**
 * From each bad deployment until its remediation had ended; to Infinity where that goes on. A full ledger has forgotten
 * what was before its oldest entry, so that all time before counts.
 */
export const incidentsOf = ({ remediations }: Ledger): readonly Window[] => {
  const spans = remediations.map(({ badDeploymentAt, endedAt }) => ({ start: badDeploymentAt, end: endedAt ?? Infinity }));
  const known = Math.min(...spans.map(({ start }) => start));
  return remediations.length < mostRemediations ? spans : [...spans, { start: -Infinity, end: known }];
};

/** What came of a claim on a bad deployment. */
export type Claimed = { readonly kind: 'claimed'; readonly ledger: Ledger } | { readonly kind: 'taken'; readonly by: Remediation };

/** The remediations, dead ones as ended: nobody waits for them any more. */
const withoutDead = ({ remediations }: Ledger, now: number): readonly Remediation[] =>
  remediations.map((one) => (isDead(one, now) ? buried(one, now) : one));

/** Claims a bad deployment: `taken` where it has its remediation, or where another one is running there. */
export const claim = (ledger: Ledger, remediation: Remediation): Claimed => {
  const taken = findRemediation(ledger, remediation.remediationId) ?? activeIn(ledger, remediation.startedAt);
  return taken === undefined
    ? {
        kind: 'claimed',
        ledger: {
          ...ledger,
          remediations: [remediation, ...withoutDead(ledger, remediation.startedAt)].slice(0, mostRemediations),
          condemned: [remediation.from, ...ledger.condemned.filter((one) => !sameRevision(one, remediation.from))].slice(0, mostCondemned),
        },
      }
    : { kind: 'taken', by: taken };
};

/** Replaces one remediation; a ledger without it, or in which it stays the same object, is returned as it is. */
export const changed = (ledger: Ledger, remediationId: string, change: (remediation: Remediation) => Remediation): Ledger => {
  const remediations = ledger.remediations.map((one) => (one.remediationId === remediationId ? change(one) : one));
  return remediations.every((one, index) => one === ledger.remediations[index]) ? ledger : { ...ledger, remediations };
};

/** Adds a problem to those that a remediation answers. */
export const joined = (remediation: Remediation, problemId: string, at: number): Remediation =>
  remediation.problemIds.includes(problemId)
    ? remediation
    : {
        ...remediation,
        problemIds: [...remediation.problemIds, problemId].slice(0, mostProblems),
        timeline: noted(remediation.timeline, at, `${problemId} has the same cause.`),
      };
