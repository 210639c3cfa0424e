/**
 * Messages of the queue: problems that the webhook has verified, EventBridge events that a rule let through, and SNS
 * messages of the one topic that is believed. Who may write to the queue is the queue's policy.
 */
import * as v from 'valibot';
import type { Problem } from '../problem';
import { problemSchema } from '../problem-schema';
import { parseBounded } from '../webhook/bounded-json';
import { fromCloudWatch } from './cloudwatch';
import { fromDevOpsGuru } from './devops-guru';
import { fromDynatrace } from './dynatrace';
import { fromGate } from './gate';
import { fromGeneric } from './generic';
import type { Normalised } from './normalised';
import { malformed } from './normalised';
import { fromPagerDuty } from './pagerduty';
import { mendPlaceholders } from './placeholders';

const handedOver = v.object({ unbreakableProblem: problemSchema });
const event = v.object({ source: v.string(), 'detail-type': v.string(), detail: v.unknown() });
const notification = v.object({ Type: v.literal('Notification'), TopicArn: v.string(), Message: v.string() });

/** What the webhook puts into the queue. */
export const handOver = (problem: Problem): string => JSON.stringify({ unbreakableProblem: problem });

/** A partner's events name their own bus as source. */
const isDynatracePartner = (source: string): boolean => source.startsWith('aws.partner/dynatrace.com/');

const fromEvent = (whole: v.InferOutput<typeof event>, original: unknown, now: number): Normalised => {
  switch (whole.source) {
    case 'aws.cloudwatch':
      return fromCloudWatch(original);
    case 'aws.devops-guru':
      return fromDevOpsGuru(whole.detail, now);
    case 'unbreakable.gate':
      return fromGate(original);
    case 'dynatrace':
    case 'dynatrace.problem':
      return fromDynatrace(whole.detail, now);
    default:
      if (isDynatracePartner(whole.source)) {
        return fromDynatrace(whole.detail, now);
      }
      return malformed(`No reporter sends events of the source ${JSON.stringify(whole.source.slice(0, 60))}.`);
  }
};

const fromTopic = (
  { TopicArn: topic, Message: text }: v.InferOutput<typeof notification>,
  believed: string | undefined,
  now: number,
): Normalised => {
  if (topic !== believed) {
    return malformed(`Messages of the topic ${JSON.stringify(topic.slice(0, 120))} are not believed.`);
  }
  const parsed = parseBounded(text);
  return parsed.kind === 'parsed' ? fromDevOpsGuru(parsed.value, now) : malformed(`The message of the topic: ${parsed.why}`);
};

/** Reads a message of the queue; `devopsGuruTopic` is the ARN of the topic that is believed. `now` in epoch ms. */
export const fromQueue = (text: string, devopsGuruTopic: string | undefined, now: number): Normalised => {
  const parsed = parseBounded(text);
  if (parsed.kind === 'refused') {
    return malformed(parsed.why);
  }
  const own = v.safeParse(handedOver, parsed.value);
  if (own.success) {
    return { kind: 'problem', problem: own.output.unbreakableProblem };
  }
  const fromBus = v.safeParse(event, parsed.value);
  if (fromBus.success) {
    return fromEvent(fromBus.output, parsed.value, now);
  }
  const told = v.safeParse(notification, parsed.value);
  return told.success ? fromTopic(told.output, devopsGuruTopic, now) : malformed('It is no problem, no event and no message of a topic.');
};

const has = (value: unknown, name: string): boolean => typeof value === 'object' && value !== null && name in value;

const fromValue = (value: unknown, now: number): Normalised => {
  const fromBus = v.safeParse(event, value);
  const told = v.safeParse(notification, value);
  if (fromBus.success) {
    return fromEvent(fromBus.output, value, now);
  }
  if (told.success) {
    return fromTopic(told.output, told.output.TopicArn, now);
  }
  if (has(value, 'PID') || has(value, 'ProblemID')) {
    return fromDynatrace(value, now);
  }
  if (has(value, 'messageType') || has(value, 'MessageType')) {
    return fromDevOpsGuru(value, now);
  }
  return has(value, 'event') ? fromPagerDuty(value, now) : fromGeneric(value, now);
};

/**
 * Reads a message of any reporter out of a file, for dry runs at the command line only: nothing is verified.
 * Lambda events that carry SNS messages are opened, the first of them.
 */
export const fromFile = (text: string, now: number): Normalised => {
  const first = parseBounded(text);
  const parsed = first.kind === 'parsed' ? first : parseBounded(mendPlaceholders(text));
  if (parsed.kind === 'refused') {
    return malformed(parsed.why);
  }
  const records = v.safeParse(v.object({ Records: v.tupleWithRest([v.object({ Sns: v.unknown() })], v.unknown()) }), parsed.value);
  const whole = v.safeParse(problemSchema, parsed.value);
  if (whole.success) {
    return { kind: 'problem', problem: whole.output };
  }
  return records.success ? fromValue(records.output.Records[0].Sns, now) : fromValue(parsed.value, now);
};
