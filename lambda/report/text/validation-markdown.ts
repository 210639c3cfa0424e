import { formatTime, relativeTime } from '../format/time';
import type { ReportLinks } from '../ports';
import type { Badge } from '../view/badge';
import type { Fact } from '../view/facts';
import type { ValidationView } from '../view/validation-view';
import { code, escapeMarkdown as md, link, table } from './markdown-escape';

/** One validation as Markdown, for tickets, chats and pull requests. */
export function validationMarkdown(
  view: ValidationView,
  target: { readonly validationId: string; readonly pipeline: string },
  links?: ReportLinks,
): string {
  const lines = [
    `# ${md(view.release)} in ${md(view.stage)}: ${badge(view.badge)}`,
    md(view.sentence),
    ...reasons(view),
    '## Signatures',
    ...signatures(view),
    ...remediation(view),
    '## Windows',
    ...table(
      ['Side', 'Environment', 'Span'],
      view.windows.map(({ side, environment, span, relative }) => [
        side,
        md(environment),
        md(relative === '' ? span : `${span}, ${relative}`),
      ]),
    ),
    '## What this gate could not have seen',
    ...view.notSeen.map((sentence) => `- ${md(sentence)}`),
    '## Timeline',
    ...view.timeline.map(
      ({ at, what, detail, ahead }) =>
        `- ${formatTime(at)} (${relativeTime(at, view.now)}): **${md(what)}**${ahead ? ' (to come)' : ''}${detail === '' ? '' : `, ${md(detail)}`}`,
    ),
    '## Record',
    ...list(view.facts),
    '## Evidence',
    ...list(view.evidence),
    ...(links === undefined
      ? []
      : [
          '---',
          `${link('This report', links({ page: 'validation', id: target.validationId }))} · ${link('All builds', links({ page: 'pipeline', id: target.pipeline }))}`,
        ]),
  ];
  return layOut(lines);
}

/** Headings and paragraphs stand apart; lists and tables stay together. */
export function layOut(lines: readonly string[]): string {
  const tight = (line: string): boolean => line.startsWith('- ') || line.startsWith('| ');
  const apart = lines.flatMap((line, index) => {
    const before = lines[index - 1];
    return before !== undefined && !(tight(line) && tight(before)) ? ['', line] : [line];
  });
  return `${apart.join('\n')}\n`;
}

function badge({ sign, word }: Badge): string {
  return `${sign} ${word}`;
}

function reasons({ reasons: all }: ValidationView): readonly string[] {
  return all.length < 2 ? [] : all.map((reason) => `- ${md(reason)}`);
}

function signatures({ signatures: all }: ValidationView): readonly string[] {
  if (all.length === 0) return ['No signature has been judged.'];
  const header = ['Signature', 'Verdict', 'Candidate', 'Baseline', 'Change', 'Limit', 'Reason'];
  const change = (one: ValidationView['signatures'][number]): string =>
    one.interval === '' ? one.change : `${one.change} (may be ${one.interval})`;
  return table(
    header,
    all.map((one) => [
      md(one.label),
      badge(one.badge),
      md(one.candidate),
      md(one.baseline),
      md(change(one)),
      md(one.limit),
      md(one.reason),
    ]),
  );
}

function remediation({ remediation: plan }: ValidationView): readonly string[] {
  return plan === null ? [] : ['## Remediation', `${badge(plan.badge)}: ${md(plan.reason)}`, ...list(plan.facts)];
}

function list(facts: readonly Fact[]): readonly string[] {
  return facts.map(({ name, value, code: isCode = false }) => `- ${name}: ${isCode ? code(value) : md(value)}`);
}
