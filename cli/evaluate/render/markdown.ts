import { escapeMarkdown as md, table } from '../../../lambda/report/text/markdown-escape';
import { layOut } from '../../../lambda/report/text/validation-markdown';
import type { EvaluationView } from './view';

/** An evaluation as Markdown, for job summaries and pull requests. */
export function markdownText(view: EvaluationView): string {
  const rows = view.signatures.map(({ label, badge, candidate, baseline, change, limit, reason }) =>
    [label, `${badge.sign} ${badge.word}`, candidate, baseline, change, limit, reason].map(md),
  );
  return layOut([
    `# ${md(view.title)}: ${view.badge.sign} ${view.badge.word}`,
    md(view.closing),
    ...view.reasons.slice(1).map((reason) => `- ${md(reason)}`),
    '## Signatures',
    ...table(['Signature', 'Verdict', 'Candidate', 'Baseline', 'Change', 'Limit', 'Reason'], rows),
    '## Windows',
    ...view.windows.map(({ side, environment, span }) => `- ${side}: ${md(environment)}, ${span}`),
    `Sources: ${view.receipt}.`,
  ]);
}
