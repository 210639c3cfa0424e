import type { Colors } from 'picocolors/types';
import type { Evaluation } from '../evaluation';
import { junitXml } from './junit';
import { markdownText } from './markdown';
import { pageHtml } from './page';
import { tableText } from './table';
import { evaluationView } from './view';

/** Formats of an evaluation. `json` is the evaluation itself, from which the verdict can be computed again. */
export const formats = ['table', 'json', 'markdown', 'html', 'junit'] as const;

export type Format = (typeof formats)[number];

/** Renders an evaluation. Colours are used by the table only. */
export function render(evaluation: Evaluation, format: Format, colors: Colors): string {
  switch (format) {
    case 'table':
      return tableText(evaluationView(evaluation), colors);
    case 'json':
      return `${JSON.stringify(evaluation, undefined, 2)}\n`;
    case 'markdown':
      return markdownText(evaluationView(evaluation));
    case 'html':
      return pageHtml(evaluationView(evaluation));
    case 'junit':
      return junitXml(evaluation);
  }
}
