import type { Evidence } from '../../gate/evidence';
import type { Validation } from '../../gate/validation';
import { cleanOr } from '../format/clean';
import { formatSpan, relativeTime } from '../format/time';

/** One measured span of time. */
export interface WindowView {
  readonly side: 'Candidate' | 'Baseline';
  /** The environment that was measured. */
  readonly environment: string;
  readonly span: string;
  /** How long ago it ended, or when it will. */
  readonly relative: string;
}

/** Both windows; the baseline's is known from the evidence only. */
export function windowViews(validation: Validation, evidence: Evidence | null, now: number): readonly WindowView[] {
  const candidate = evidence?.windows.candidate ?? validation.timing.candidate;
  const first: WindowView = {
    side: 'Candidate',
    environment: cleanOr(evidence?.comparison.source ?? validation.stage, 'unnamed'),
    span: formatSpan(candidate.start, candidate.end),
    relative: ended(candidate.end, now),
  };
  return [first, baseline(evidence, now)];
}

function baseline(evidence: Evidence | null, now: number): WindowView {
  if (evidence === null) return { side: 'Baseline', environment: 'known after the first look', span: 'not measured yet', relative: '' };
  const { start, end } = evidence.windows.baseline;
  const environment = cleanOr(evidence.comparison.compare, 'unnamed');
  const relative = evidence.baselineExists ? ended(end, now) : 'nothing ran there';
  return { side: 'Baseline', environment, span: formatSpan(start, end), relative };
}

function ended(end: number, now: number): string {
  return `${end <= now ? 'ended' : 'ends'} ${relativeTime(end, now)}`;
}
