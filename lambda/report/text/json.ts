import type { Validation } from '../../gate/validation';
import { sentence } from '../view/sentence';
import { type PipelineInput, shownBuilds } from '../view/pipeline-view';
import { type ValidationInput, validationView } from '../view/validation-view';
import { isoTime } from '../format/time';

/** Version of the JSON documents; it changes when a member changes its meaning or goes away. */
const version = 1;

/** One validation as JSON: the record and its evidence as they are stored, and what the page says in words. */
export function validationJson(input: ValidationInput): string {
  const { notSeen, timeline } = validationView(input);
  const evidence = input.evidence.kind === 'found' ? input.evidence.evidence : null;
  return toJson({
    report: version,
    renderedAt: isoTime(input.now),
    sentence: sentence(input.validation),
    validation: input.validation,
    notSeen,
    timeline: timeline.map(({ at, what, detail }) => ({ at: isoTime(at), what, detail })),
    evidence,
    ...(input.evidence.kind === 'unreadable' ? { evidenceUnreadable: input.evidence.detail } : {}),
  });
}

/** A pipeline's builds as JSON, newest first, with the records as they are stored. */
export function pipelineJson({ pipeline, builds, now }: PipelineInput): string {
  const described = (validation: Validation): object => ({ sentence: sentence(validation), validation });
  const shown = builds.slice(0, shownBuilds);
  return toJson({ report: version, renderedAt: isoTime(now), pipeline, older: builds.length > shownBuilds, builds: shown.map(described) });
}

/** JSON that stays inert where something takes it for HTML. */
function toJson(value: object): string {
  return `${JSON.stringify(value, null, 2).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026')}\n`;
}
