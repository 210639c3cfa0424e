import type { Colors } from 'picocolors/types';
import type { Evidence } from '../../../lambda/gate/evidence';
import { junitXml } from './junit';
import { markdownText } from './markdown';
import { pageHtml } from './page';
import { tableText } from './table';
import { evaluationView } from './view';

/** Formats of an evaluation. `json` is the evidence itself, from which the verdict can be computed again. */
export const formats = ['table', 'json', 'markdown', 'html', 'junit'] as const;

export type Format = (typeof formats)[number];

/** Renders an evaluation. Colours are used by the table only. */
export function render(evidence: Evidence, format: Format, colors: Colors): string {
  switch (format) {
    case 'table':
      return tableText(evaluationView(evidence), colors);
    case 'json':
      return `${JSON.stringify(evidence, undefined, 2)}\n`;
    case 'markdown':
      return markdownText(evaluationView(evidence));
    case 'html':
      return pageHtml(evaluationView(evidence));
    case 'junit':
      return junitXml(evidence);
  }
}
