/** Lambda invoke action: hands the function a job and waits for its result. */
import { AwsError } from '../../../cloud/aws-error';
import { jobEvent, type Answer, type Job } from '../jobs';
import type { ActionContext, ActionOutcome } from './runner';

/** A function has 20 minutes to answer each call. */
const answerWithin = 20 * 60_000;
/** And at least these real milliseconds, however fast time runs: what a function does takes real time. */
const leastRealWait = 30_000;
/** With continuation tokens an action may take a day. */
const actionWithin = 24 * 60 * 60_000;
/** Pause before a job with a continuation token is handed over again, virtual milliseconds. */
const continueAfter = 30_000;

export const runLambda = async (context: ActionContext): Promise<ActionOutcome> => {
  const { FunctionName: name = '' } = context.run.configuration;
  if (name === '') throw new AwsError('ConfigurationError', 'The action names no FunctionName.');
  const job = context.jobs.open(context);
  try {
    return await converse(context, name, job);
  } finally {
    context.jobs.close(job);
  }
};

const converse = async (context: ActionContext, name: string, job: Job): Promise<ActionOutcome> => {
  const { cloud, signal, run } = context;
  for (;;) {
    await invoke(context, name, job);
    const answer = await withinTime(context, job);
    if (answer === 'timeout') return timedOut(name);
    if (answer.kind !== 'continue') return settle(context, answer);
    if (cloud.clock.now() - run.startedAt > actionWithin) return timedOut(name);
    await cloud.clock.sleep(continueAfter, signal);
    context.jobs.proceed(job, answer.token);
  }
};

const invoke = async ({ cloud, role }: ActionContext, name: string, job: Job): Promise<void> => {
  const payload = Buffer.from(JSON.stringify(jobEvent(cloud, job)));
  await cloud.call('lambda', 'Invoke', { FunctionName: name, InvocationType: 'Event', Payload: payload }, role);
};

/** Whichever comes first: an answer, the end of the time or an abort. */
const withinTime = async ({ cloud, signal }: ActionContext, job: Job): Promise<Answer | 'timeout'> => {
  const waiting = new AbortController();
  const either = AbortSignal.any([signal, waiting.signal]);
  try {
    const late = cloud.clock
      .sleep(Math.max(answerWithin, leastRealWait * cloud.clock.settings.speed), either)
      .then(() => 'timeout' as const);
    return await Promise.race([job.answer, late]);
  } finally {
    waiting.abort();
  }
};

const timedOut = (name: string): ActionOutcome => ({
  kind: 'failed',
  code: 'JobFailed',
  message: `The AWS Lambda function ${name} failed to return a result. Check the function to verify that it has permission to call the PutJobSuccessResult action and that it made a call to PutJobSuccessResult.`,
});

const settle = ({ run }: ActionContext, answer: Exclude<Answer, { kind: 'continue' }>): ActionOutcome => {
  if (answer.externalId !== undefined) run.externalId = answer.externalId;
  switch (answer.kind) {
    case 'success':
      return { kind: 'succeeded', variables: answer.variables, ...(answer.summary === undefined ? {} : { summary: answer.summary }) };
    case 'failure':
      return { kind: 'failed', code: answer.code, message: answer.message };
  }
};
