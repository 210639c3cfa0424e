/**
 * What is known of the same comparison at earlier times, so that the judge can tell a change from how much the
 * comparison varies by itself. Deployments of validated builds, rejected builds, incidents and rollbacks are never part of it.
 */
import type { Anchor, History, HistoryPair, JudgeInput } from '../../../judge/input';
import type { Window } from '../../../judge/series';
import type { HistorySpec } from '../../../monspec/monspec';
import type { MetricSource } from '../../../sources/source';
import type { RollbackClaims } from '../../ports/claims';
import type { EvidenceStore } from '../../ports/objects';
import type { ValidationStore } from '../../ports/validation-store';
import type { Validation } from '../../validation';
import type { Subject } from '../subject';
import { pairsOfDays } from './days';
import { disturbances } from './disturbed';
import { eligibleFor, farthest, type Eligible } from './eligible';
import { anchorOf, pairsOfPassed } from './passed';

export interface HistoryPorts {
  readonly validations: ValidationStore;
  readonly evidence: EvidenceStore;
  readonly source: MetricSource;
  readonly claims: Pick<RollbackClaims, 'condemned' | 'incidents'>;
}

/** Where a monspec says nothing. */
const byDefault: HistorySpec = { kind: 'passed', validations: 10 };

const knownOf = async ({ pipeline }: Validation, validations: ValidationStore): Promise<readonly Validation[]> => {
  const known: Validation[] = [];
  for await (const validation of validations.newestFirst(pipeline)) {
    known.push(validation);
    if (known.length === farthest) {
      break;
    }
  }
  return known;
};

interface Collected {
  readonly pairs: readonly HistoryPair[];
  readonly notes: readonly string[];
}

const ofPassed = async ({ passed }: Eligible, { evidence }: HistoryPorts): Promise<Collected> => {
  const pairs = await pairsOfPassed(passed, evidence);
  const gone = passed.length - pairs.length;
  return {
    pairs,
    notes:
      gone === 0
        ? []
        : [
            `${gone} of ${passed.length} earlier validations could not be compared with, as their evidence is gone or they had no baseline.`,
          ],
  };
};

/** The incidents at the destination, or why they cannot be read. */
const incidentsAt = async (
  { deployment }: Validation,
  { claims }: HistoryPorts,
): Promise<{ readonly spans: readonly Window[] } | { readonly why: string }> => {
  try {
    return { spans: await claims.incidents(deployment.destination) };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
};

/** Days of which nobody can say whether there was an incident are no history. */
const ofDays = async (
  days: number,
  validation: Validation,
  subject: Subject,
  windows: JudgeInput['windows'],
  known: readonly Validation[],
  ports: HistoryPorts,
): Promise<Collected> => {
  const incidents = await incidentsAt(validation, ports);
  if ('why' in incidents) {
    return {
      pairs: [],
      notes: [`None of ${days} earlier days is compared with, as the incidents of that time cannot be read: ${incidents.why}`],
    };
  }
  const { pairs, left } = await pairsOfDays(days, subject, windows, disturbances(known, incidents.spans), ports.source);
  return {
    pairs,
    notes: left === 0 ? [] : [`${left} of ${days} earlier days are left out, since something was deployed, rejected or rolled back then.`],
  };
};

const anchor = async (
  { pinned }: Eligible,
  { evidence }: HistoryPorts,
): Promise<{ readonly anchor?: Anchor; readonly notes: readonly string[] }> => {
  if (pinned === undefined) {
    return { notes: [] };
  }
  const found = await anchorOf(pinned, evidence);
  return found === undefined
    ? { notes: [`The evidence of the pinned ${pinned.release} is gone, so nothing was held against it.`] }
    : { anchor: found, notes: [] };
};

/** @param windows of this look; the same windows of earlier days are asked for where the monspec wants days. */
export const collectHistory = async (
  validation: Validation,
  subject: Subject,
  windows: JudgeInput['windows'],
  ports: HistoryPorts,
): Promise<History> => {
  const spec = subject.comparison.history ?? byDefault;
  const known = await knownOf(validation, ports.validations);
  const isPassed = spec.kind === 'passed';
  const condemned = isPassed ? await ports.claims.condemned(validation.deployment.destination) : [];
  const eligible = eligibleFor(validation, known, condemned, isPassed ? spec.validations : 0);
  const { pairs, notes } =
    spec.kind === 'passed' ? await ofPassed(eligible, ports) : await ofDays(spec.days, validation, subject, windows, known, ports);
  const { notes: more, ...held } = await anchor(eligible, ports);
  return { pairs, ...held, notes: [...notes, ...more] };
};
