import { formatTime, isoTime } from '../format/time';
import { problemView, type ProblemView } from '../problem/problem-view';
import type { ProblemInput } from '../problem/story';
import { code, escapeMarkdown as md, table } from './markdown-escape';
import { layOut } from './validation-markdown';

/** A problem as Markdown. */
export function problemMarkdown(view: ProblemView): string {
  return layOut([
    `# ${view.badge.sign} ${view.badge.word}: ${md(view.title)}`,
    md(view.lead),
    ...(view.next === '' ? [] : [md(view.next)]),
    ...(view.suspects.length === 0
      ? []
      : [
          '## Which deployment',
          ...table(
            ['Deployment', 'Confidence', 'Why'],
            view.suspects.map(({ deployment, confidence, sentence }) => [md(deployment), confidence, md(sentence)]),
          ),
        ]),
    '## What happened',
    ...table(
      ['When', 'What'],
      view.timeline.map(({ at, what }) => [formatTime(at), md(what)]),
    ),
    '## Facts',
    ...table(
      ['Fact', 'Value'],
      view.facts.map(({ name, value, code: asCode }) => [name, asCode === true ? code(value) : md(value)]),
    ),
  ]);
}

/** A problem as JSON: the records as they are stored, and what the page says in words. */
export function problemJson(input: ProblemInput): string {
  const { record, remediation } = input.story;
  const { lead, next } = problemView(input);
  return `${JSON.stringify({ report: 1, renderedAt: isoTime(input.now), sentence: lead, next, problem: record, remediation: remediation ?? null }, null, 2)}\n`;
}
