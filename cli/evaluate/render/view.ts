import type { Evidence } from '../../../lambda/gate/evidence';
import { formatDollars } from '../../../lambda/report/format/number';
import { formatSpan } from '../../../lambda/report/format/time';
import { verdictBadge, type Badge } from '../../../lambda/report/view/badge';
import { signatureViews, type SignatureView } from '../../../lambda/report/view/signature-view';
import type { SourceReceipt } from '../../../lambda/sources/source';
import { closing } from '../outcome';

/** An evaluation, ready for any format for people. */
export interface EvaluationView {
  readonly title: string;
  readonly badge: Badge;
  readonly closing: string;
  readonly reasons: readonly string[];
  readonly signatures: readonly SignatureView[];
  readonly windows: readonly { readonly side: string; readonly environment: string; readonly span: string }[];
  readonly spans: Evidence['windows'];
  readonly receipt: string;
}

/** `3 calls, 24 metrics, 12 kB, 240 ms, about $0.0002` */
export function receiptLine({ calls, metrics, bytes = 0, milliseconds, estimatedDollars }: SourceReceipt): string {
  return `${calls} ${calls === 1 ? 'call' : 'calls'}, ${metrics} ${metrics === 1 ? 'metric' : 'metrics'}, ${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB, ${Math.round(milliseconds)} ms, about ${formatDollars(estimatedDollars)}`;
}

/** Everything that a report on an evaluation says. */
export function evaluationView(evidence: Evidence): EvaluationView {
  const { service, comparison, windows, verdict, receipt } = evidence;
  return {
    title: `${service.name}: ${comparison.name}`,
    badge: verdictBadge(verdict.verdict),
    closing: closing(evidence),
    reasons: verdict.reasons,
    signatures: signatureViews(verdict.signatures, evidence),
    windows: [
      { side: 'Candidate', environment: comparison.source, span: formatSpan(windows.candidate.start, windows.candidate.end) },
      { side: 'Baseline', environment: comparison.compare, span: formatSpan(windows.baseline.start, windows.baseline.end) },
    ],
    spans: windows,
    receipt: receiptLine(receipt),
  };
}
