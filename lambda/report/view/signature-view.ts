import type { Evidence } from '../../gate/evidence';
import type { SeriesOutcome } from '../../judge/series';
import type { SignatureVerdict } from '../../judge/verdict';
import { clean, cleanOr } from '../format/clean';
import { finite, formatChange } from '../format/number';
import { type DisplayUnit, formatIn } from '../format/unit';
import { type Badge, verdictBadge } from './badge';
import { formatLimit, signatureUnit } from './limit';
import { type Points, pointsOf } from './points';
import { formatRange, type Range, rangeOf } from './ranges';

/** One side of a signature: what was measured, or why nothing was. */
export interface SideView {
  readonly points: Points | null;
  /** Why there are no points; empty where there are. */
  readonly missing: string;
}

/** One signature, ready to be shown in any format. */
export interface SignatureView {
  readonly id: string;
  readonly label: string;
  readonly badge: Badge;
  /** The unit of the measured numbers, as the record has it. */
  readonly measuredIn: string;
  readonly unit: DisplayUnit;
  readonly candidate: string;
  readonly baseline: string;
  readonly change: string;
  readonly limit: string;
  /** The limit's numbers in the measured unit, for graphs. */
  readonly bounds: { readonly upper: number | null; readonly lower: number | null };
  /** Where the change may truly lie, `−5 % to +12 %`; empty where it was not estimated. */
  readonly interval: string;
  /** How the same comparison varied before, `−8 % to +9 %`; empty without history. */
  readonly varied: string;
  /** The same as values in the measured unit, for graphs. */
  readonly estimate: Range | null;
  readonly history: Range | null;
  readonly reason: string;
  readonly sides: { readonly candidate: SideView; readonly baseline: SideView } | null;
}

/** The signatures of a look, those that decided against the release first. */
export function signatureViews(
  signatures: readonly SignatureVerdict[],
  evidence: Pick<Evidence, 'measured'> | null,
): readonly SignatureView[] {
  const rank = { fail: 0, inconclusive: 1, warning: 2, pass: 3, info: 4 } as const;
  return signatures.toSorted((one, other) => rank[one.verdict] - rank[other.verdict]).map((signature) => view(signature, evidence));
}

function view(signature: SignatureVerdict, evidence: Pick<Evidence, 'measured'> | null): SignatureView {
  const unit = signatureUnit(signature);
  const sides = sidesOf(signature.id, evidence);
  return {
    id: clean(signature.id),
    label: cleanOr(signature.label, clean(signature.id)),
    badge: verdictBadge(signature.verdict),
    measuredIn: signature.unit,
    unit,
    candidate: formatIn(signature.candidate, unit),
    baseline: isUnused(signature, sides) ? 'not compared' : formatIn(signature.baseline, unit),
    change: formatChange(signature.changePercent) ?? 'not comparable',
    limit: formatLimit(signature.limit, unit),
    bounds: { upper: finite(signature.limit.upper), lower: finite(signature.limit.lower) },
    interval: formatRange(signature.intervalPercent),
    varied: formatRange(signature.historyPercent),
    estimate: rangeOf(signature.baseline, signature.intervalPercent),
    history: rangeOf(signature.baseline, signature.historyPercent),
    reason: cleanOr(signature.reason, 'The judge gave no reason.'),
    sides,
  };
}

/** A signature that is held to a fixed limit alone has a baseline for its graph, and no number for it. */
const isUnused = ({ baseline }: SignatureVerdict, sides: SignatureView['sides']): boolean =>
  finite(baseline) === null && sides?.baseline.points?.values.some((value) => value !== null) === true;

function sidesOf(id: string, evidence: Pick<Evidence, 'measured'> | null): SignatureView['sides'] {
  const measured = evidence !== null && Object.hasOwn(evidence.measured, id) ? evidence.measured[id] : undefined;
  return measured === undefined ? null : { candidate: side(measured.candidate), baseline: side(measured.baseline) };
}

function side(outcome: SeriesOutcome): SideView {
  return { points: pointsOf(outcome), missing: outcome.kind === 'series' ? '' : missingReason(outcome.kind, outcome.detail) };
}

const missingWords: Readonly<Record<Exclude<SeriesOutcome['kind'], 'series'>, string>> = {
  'no-entity': 'the source knows no such service',
  'no-data': 'the source had no data',
  partial: 'the source answered only in part',
  throttled: 'the source was too busy to answer',
  unauthorised: 'the source refused access',
  unreachable: 'the source could not be reached',
  'bad-query': 'the source rejected the query',
  unsupported: 'this source cannot supply the metric',
};

/** Why a source had nothing, in words, with what it said. */
export function missingReason(kind: Exclude<SeriesOutcome['kind'], 'series'>, detail: string): string {
  const said = clean(detail);
  return said === '' ? missingWords[kind] : `${missingWords[kind]} (${said})`;
}
