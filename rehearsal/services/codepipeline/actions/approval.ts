/** Manual approval: asks, tells whoever is configured, and waits for an answer in virtual time. */
import { randomUUID } from 'node:crypto';
import type { ApprovalAnswer } from '../approvals';
import type { ActionContext, ActionOutcome } from './runner';

/** Seven days, in minutes. */
const defaultTimeout = 7 * 24 * 60;

export const runApproval = async (context: ActionContext): Promise<ActionOutcome> => {
  const { cloud, run, approvals } = context;
  const expires = run.startedAt + (run.action.timeoutInMinutes ?? defaultTimeout) * 60_000;
  const answer = approvals.wait(run);
  const token = run.token ?? '';
  if (run.configuration['ExternalEntityLink'] !== undefined) run.externalUrl = run.configuration['ExternalEntityLink'];
  try {
    await notify(context, token, expires);
    return await either(context, answer, expires - cloud.clock.now());
  } finally {
    approvals.forget(run);
    delete run.token;
  }
};

/** The token that an approval is created with; undefined for other actions. */
export const approvalToken = (provider: string | undefined): string | undefined => (provider === 'Manual' ? randomUUID() : undefined);

const either = async (context: ActionContext, answer: Promise<ApprovalAnswer>, wait: number): Promise<ActionOutcome> => {
  const done = new AbortController();
  const late = context.cloud.clock.sleep(wait, AbortSignal.any([context.signal, done.signal]));
  try {
    const first = await Promise.race([answer, late.then(() => 'expired' as const)]);
    return first === 'expired' ? expired : settle(context, first);
  } finally {
    done.abort();
  }
};

const expired: ActionOutcome = {
  kind: 'failed',
  code: 'ActionTimeout',
  message: 'The approval was not answered before it expired.',
};

const settle = ({ run }: ActionContext, answer: ApprovalAnswer): ActionOutcome => {
  run.updatedBy = answer.by;
  switch (answer.status) {
    case 'Approved':
      return { kind: 'succeeded', summary: answer.summary };
    case 'Rejected':
      return { kind: 'failed', code: 'ApprovalRejected', message: `The approval was rejected: ${answer.summary}`, summary: answer.summary };
  }
};

const notify = async (context: ActionContext, token: string, expires: number): Promise<void> => {
  const { cloud, run, pipeline, role } = context;
  const topic = run.configuration['NotificationArn'];
  if (topic === undefined) return;
  const subject = `APPROVAL NEEDED: AWS CodePipeline ${pipeline.declaration.name} for action ${run.action.name}`;
  const input = { TopicArn: topic, Subject: subject.slice(0, 100), Message: JSON.stringify(message(context, token, expires)) };
  await cloud.call('sns', 'Publish', input, role);
};

/** As CodePipeline publishes it: there is no execution id in it. */
const message = ({ cloud, run, pipeline }: ActionContext, token: string, expires: number) => {
  const consoleLink = `https://console.aws.amazon.com/codepipeline/home?region=${cloud.region}#/view/${pipeline.declaration.name}`;
  return {
    region: cloud.region,
    consoleLink,
    approval: {
      pipelineName: pipeline.declaration.name,
      stageName: run.stage,
      actionName: run.action.name,
      token,
      expires: `${new Date(expires).toISOString().slice(0, 16)}Z`,
      externalEntityLink: run.configuration['ExternalEntityLink'] ?? null,
      approvalReviewLink: `${consoleLink}/${run.stage}/${run.action.name}/approve/${token}`,
      customData: run.configuration['CustomData'] ?? null,
    },
  };
};
