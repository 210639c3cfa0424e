/**
 * Verdicts for people and programs: a validation or a pipeline in any format. Pure; what to show is an argument.
 */
import { pipelinePage } from './html/pipeline-page';
import { problemPage } from './html/problem-page';
import { validationPage } from './html/validation-page';
import type { ReportFormat, ReportLinks } from './ports';
import { problemView } from './problem/problem-view';
import type { ProblemInput } from './problem/story';
import { pipelineJson, validationJson } from './text/json';
import { pipelineMarkdown } from './text/pipeline-markdown';
import { pipelineText } from './text/pipeline-text';
import { problemJson, problemMarkdown } from './text/problem-text';
import { validationMarkdown } from './text/validation-markdown';
import { type Paint, validationText } from './text/validation-text';
import { type PipelineInput, pipelineView } from './view/pipeline-view';
import { type ValidationInput, validationView } from './view/validation-view';

/** Renders one validation. Without `links` nothing on it leads elsewhere. */
export function renderValidation(input: ValidationInput, format: ReportFormat, links?: ReportLinks): string {
  switch (format) {
    case 'html':
      return validationPage(validationView(input), input.validation, links);
    case 'markdown':
      return validationMarkdown(validationView(input), input.validation, links);
    case 'json':
      return validationJson(input);
  }
}

/** Renders a pipeline's builds over time. Without `links` nothing on it leads elsewhere. */
export function renderPipeline(input: PipelineInput, format: ReportFormat, links?: ReportLinks): string {
  switch (format) {
    case 'html':
      return pipelinePage(pipelineView(input), input.pipeline, links);
    case 'markdown':
      return pipelineMarkdown(pipelineView(input), links);
    case 'json':
      return pipelineJson(input);
  }
}

/** Renders one problem. Without `links` nothing on it leads to other formats. */
export function renderProblem(input: ProblemInput, format: ReportFormat, links?: ReportLinks): string {
  const { problemId, problem } = input.story.record;
  switch (format) {
    case 'html':
      return problemPage(problemView(input), problemId, problem.link, links);
    case 'markdown':
      return problemMarkdown(problemView(input));
    case 'json':
      return problemJson(input);
  }
}

/** One validation for a terminal, with small graphs; `paint` adds colours. */
export function validationForTerminal(input: ValidationInput, paint?: Paint): string {
  return validationText(validationView(input), paint);
}

/** A pipeline's builds for a terminal; `paint` adds colours. */
export function pipelineForTerminal(input: PipelineInput, paint?: Paint): string {
  return pipelineText(pipelineView(input), paint);
}
