/**
 * What is known of the same comparison at earlier times, so that the judge can tell a change from how much the
 * comparison varies by itself. Deployments, rejected builds, incidents and rollbacks are never part of it.
 */
import type { Anchor, History, HistoryPair, JudgeInput } from '../../../judge/input';
import type { HistorySpec } from '../../../monspec/monspec';
import type { MetricSource } from '../../../sources/source';
import type { RollbackClaims } from '../../ports/claims';
import type { EvidenceStore } from '../../ports/objects';
import type { ValidationStore } from '../../ports/validation-store';
import type { Validation } from '../../validation';
import type { Subject } from '../subject';
import { measuredWindows } from '../windows';
import { pairsOfDays, spanOfDays } from './days';
import { disturbances } from './disturbed';
import { eligibleFor, farthest, type Eligible } from './eligible';
import { anchorOf, pairsOfPassed } from './passed';
import { troublesIn, unknownOf, type TroublePorts } from './untroubled';

export interface HistoryPorts extends TroublePorts {
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

/** Days of which nobody can say whether something was deployed or went wrong are no history. */
const ofDays = async (
  days: number,
  validation: Validation,
  subject: Subject,
  windows: JudgeInput['windows'],
  known: readonly Validation[],
  ports: HistoryPorts,
): Promise<Collected> => {
  const { timing, deployment } = validation;
  const whole = measuredWindows(subject.comparison, timing.candidate, deployment.startedAt);
  const troubles = await troublesIn(spanOfDays(days, whole), validation, subject, ports);
  if ('why' in troubles) {
    return { pairs: [], notes: [`None of ${days} earlier days is compared with, as ${troubles.why}`] };
  }
  const { pairs, left } = await pairsOfDays(days, subject, windows, disturbances(known, troubles.spans), ports.source);
  return {
    pairs,
    notes: [
      ...(left === 0 ? [] : [`${left} of ${days} earlier days are left out, since something was deployed, rejected or rolled back then.`]),
      ...unknownOf(subject).map((name) => `Nobody can say what was deployed to ${name}, so such days are not left out.`),
    ],
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
