import type { Validation } from '../../gate/validation';
import type { SignatureVerdict, SignatureVerdictName } from '../../judge/verdict';
import { clean, cleanOr, shorten } from '../format/clean';
import { finite } from '../format/number';
import { formatTime } from '../format/time';
import { type Badge, decisionBadge, remediationBadge, verdictBadge } from './badge';
import { releaseName, sentence, why } from './sentence';

/** One row of the table of builds. */
export interface BuildRow {
  readonly validationId: string;
  readonly release: string;
  readonly stage: string;
  readonly badge: Badge;
  readonly verdict: Badge | null;
  readonly remediation: Badge | null;
  readonly decidedBy: string;
  readonly when: string;
  readonly at: number;
  readonly sentence: string;
  /** The sentence without what the other columns say. */
  readonly why: string;
}

/** One build in the history of a signature; values in the signature's unit. */
export interface BuildPoint {
  /** Short name of the release, for an axis. */
  readonly name: string;
  readonly verdict: SignatureVerdictName;
  readonly candidate: number | null;
  readonly baseline: number | null;
  readonly upper: number | null;
  readonly lower: number | null;
}

/** One signature over the builds of one stage, oldest first. */
export interface SignatureHistory {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly builds: readonly BuildPoint[];
}

/** One stage of a pipeline. */
export interface StageHistory {
  readonly stage: string;
  readonly signatures: readonly SignatureHistory[];
}

/** A row of the table per validation. */
export function buildRow(validation: Validation): BuildRow {
  const { decision, lastLook, remediation, registeredAt } = validation;
  const verdict = decision?.verdict ?? lastLook?.verdict;
  return {
    validationId: validation.validationId,
    release: releaseName(validation),
    stage: cleanOr(validation.stage, 'unnamed stage'),
    badge: decisionBadge(validation),
    verdict: verdict === undefined ? null : verdictBadge(verdict),
    remediation: remediation === undefined ? null : remediationBadge(remediation.state),
    decidedBy: decision === undefined ? 'nobody yet' : decision.by === 'gate' ? 'the gate' : 'a person',
    when: formatTime(registeredAt),
    at: registeredAt,
    sentence: sentence(validation),
    why: why(validation),
  };
}

/** The history of every signature per stage, from validations with the newest first. */
export function stageHistories(builds: readonly Validation[]): readonly StageHistory[] {
  const oldestFirst = builds.toReversed();
  const stages = [...new Set(oldestFirst.map(({ stage }) => stage))];
  return stages.map((stage) => ({
    stage: cleanOr(stage, 'unnamed stage'),
    signatures: histories(oldestFirst.filter((build) => build.stage === stage)),
  }));
}

function histories(builds: readonly Validation[]): readonly SignatureHistory[] {
  const newest = new Map<string, SignatureVerdict>();
  for (const build of builds) for (const signature of build.lastLook?.signatures ?? []) newest.set(signature.id, signature);
  const measured = [...newest.values()].filter(({ verdict }) => verdict !== 'info');
  return measured.map(({ id, label, unit }) => ({
    id: clean(id),
    label: cleanOr(label, clean(id)),
    unit,
    builds: builds.flatMap((build) => point(build, id, unit)),
  }));
}

/** A build whose unit differs was measured by another source: its numbers do not belong into the same picture. */
function point(build: Validation, id: string, unit: string): readonly BuildPoint[] {
  const signature = build.lastLook?.signatures.find((candidate) => candidate.id === id);
  if (signature === undefined || signature.unit !== unit) return [];
  const { verdict, candidate, baseline, limit } = signature;
  const numbers = { candidate: finite(candidate), baseline: finite(baseline), upper: finite(limit.upper), lower: finite(limit.lower) };
  return [{ name: shorten(releaseName(build), 10), verdict, ...numbers }];
}
