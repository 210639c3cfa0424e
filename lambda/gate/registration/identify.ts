/** Which execution a job belongs to, and what its action asks for. Pure. */
import type { Parsed } from '../../monspec/issue';
import type { JobContext, JobPlace } from '../ports/pipelines';
import type { Job } from './job';
import type { Settings } from './settings';
import { parseSettings } from './settings';

export interface Identity {
  readonly context: JobContext;
  readonly settings: Settings;
}

const unclear = (received: string | undefined, message: string): Parsed<never> => ({
  ok: false,
  issues: [
    {
      path: 'UserParameters.executionId',
      received: (received ?? 'nothing').slice(0, 80),
      message,
      fix: 'Write "executionId":"#{codepipeline.PipelineExecutionId}".',
    },
  ],
});

/** The job's own details name the execution, else its parameters; where both do, they must agree. */
export const identify = (job: Job, place: JobPlace): Parsed<Identity> => {
  const parsed = parseSettings(job.userParameters);
  if (!parsed.ok) {
    return parsed;
  }
  const { value: settings } = parsed;
  const executionId = place.executionId ?? settings.executionId;
  if (executionId === undefined) {
    return unclear(undefined, 'Neither the job nor its parameters name the pipeline execution.');
  }
  return settings.executionId === undefined || settings.executionId === executionId
    ? { ok: true, value: { context: { ...place, executionId }, settings } }
    : unclear(settings.executionId, `This job belongs to execution ${executionId}.`);
};
