import { createHash } from 'node:crypto';

const clean = (text: string, length: number): string => text.replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, length);

/**
 * Name of the workflow of a validation: the same for every delivery of a job, different for every attempt.
 * Step Functions takes 80 characters; pipeline and stage are there for people, the hash tells validations apart.
 */
export const executionName = (validation: { readonly pipeline: string; readonly stage: string; readonly validationId: string }): string => {
  const hash = createHash('sha256').update(validation.validationId).digest('hex').slice(0, 32);
  return `${clean(validation.pipeline, 28)}-${clean(validation.stage, 16)}-${hash}`;
};
