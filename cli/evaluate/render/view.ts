import type { Evaluation } from '../evaluation';
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
  readonly spans: Evaluation['windows'];
  readonly receipt: string;
}

/** `3 calls, 24 metrics, 12 kB, 240 ms, about $0.0002` */
export function receiptLine({ calls, metrics, bytes = 0, milliseconds, estimatedDollars }: SourceReceipt): string {
  return `${calls} ${calls === 1 ? 'call' : 'calls'}, ${metrics} ${metrics === 1 ? 'metric' : 'metrics'}, ${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB, ${Math.round(milliseconds)} ms, about $${estimatedDollars.toLocaleString('en-US', { maximumSignificantDigits: 2 })}`;
}

/** Everything that a report on an evaluation says. */
export function evaluationView(evaluation: Evaluation): EvaluationView {
  const { service, comparison, windows, verdict, receipt } = evaluation;
  return {
    title: `${service.name}: ${comparison.name}`,
    badge: verdictBadge(verdict.verdict),
    closing: closing(evaluation),
    reasons: verdict.reasons,
    signatures: signatureViews(verdict.signatures, evaluation),
    windows: [
      { side: 'Candidate', environment: comparison.source, span: formatSpan(windows.candidate.start, windows.candidate.end) },
      { side: 'Baseline', environment: comparison.compare, span: formatSpan(windows.baseline.start, windows.baseline.end) },
    ],
    spans: windows,
    receipt: receiptLine(receipt),
  };
}
