import type { Evidence } from '../../gate/evidence';
import type { Validation } from '../../gate/validation';
import { blindSpots } from '../blind-spots/blind-spots';
import { clean, cleanOr } from '../format/clean';
import type { EvidenceReading } from '../ports';
import { type Badge, decisionBadge, verdictBadge } from './badge';
import { type Fact, evidenceFacts, facts } from './facts';
import { type RemediationView, remediationView } from './remediation-view';
import { releaseName, sentence } from './sentence';
import { type SignatureView, signatureViews } from './signature-view';
import { type Moment, timeline } from './timeline';
import { type WindowView, windowViews } from './window-view';

/** What a report on one validation is made of. */
export interface ValidationInput {
  readonly validation: Validation;
  readonly evidence: EvidenceReading;
  /** Epoch milliseconds; relative times count from here. */
  readonly now: number;
}

/** A validation, ready to be shown in any format: text and numbers for people, nothing escaped yet. */
export interface ValidationView {
  readonly id: string;
  readonly pipeline: string;
  readonly stage: string;
  readonly release: string;
  readonly badge: Badge;
  readonly verdict: Badge | null;
  readonly sentence: string;
  /** Every reason of the decision, else of the last look. */
  readonly reasons: readonly string[];
  readonly facts: readonly Fact[];
  readonly windows: readonly WindowView[];
  readonly signatures: readonly SignatureView[];
  readonly remediation: RemediationView | null;
  readonly notSeen: readonly string[];
  readonly timeline: readonly Moment[];
  readonly evidence: readonly Fact[];
  readonly spans: Evidence['windows'] | null;
  readonly now: number;
}

/** Everything that a report on one validation says. */
export function validationView({ validation, evidence, now }: ValidationInput): ValidationView {
  const { lastLook, decision } = validation;
  const read = evidence.kind === 'found' ? evidence.evidence : null;
  const verdict = decision?.verdict ?? lastLook?.verdict;
  return {
    id: clean(validation.validationId),
    pipeline: cleanOr(validation.pipeline, 'unnamed pipeline'),
    stage: cleanOr(validation.stage, 'unnamed stage'),
    release: releaseName(validation),
    badge: decisionBadge(validation),
    verdict: verdict === undefined ? null : verdictBadge(verdict),
    sentence: sentence(validation),
    reasons: (decision?.reasons ?? lastLook?.reasons ?? []).map(clean).filter((reason) => reason !== ''),
    facts: facts(validation),
    windows: windowViews(validation, read, now),
    signatures: signatureViews(lastLook?.signatures ?? [], read),
    remediation: remediationView(validation.remediation, now),
    notSeen: blindSpots(validation, evidence),
    timeline: timeline(validation, now),
    evidence: evidenceFacts(validation, evidence),
    spans: read?.windows ?? null,
    now,
  };
}
