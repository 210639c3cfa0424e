import type { PipelineView } from '../view/pipeline-view';
import type { Paint } from './validation-text';

/** A pipeline's builds as text for a terminal, newest first. */
export function pipelineText(view: PipelineView, paint: Paint = (text) => text): string {
  const rows = view.rows.flatMap(({ badge, sentence, when, remediation }) => {
    const repaired = remediation === null ? '' : `  ${paint(`${remediation.sign} ${remediation.word}`, remediation.tone)}`;
    return [`${paint(`${badge.sign} ${badge.word}`, badge.tone)}${repaired}  ${paint(when, 'soft')}`, `  ${sentence}`];
  });
  return `${[paint(view.pipeline, 'strong'), view.summary, ...(rows.length === 0 ? [] : ['', ...rows])].join('\n')}\n`;
}
