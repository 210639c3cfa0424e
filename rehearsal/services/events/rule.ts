import * as v from 'valibot';
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { ResourceRequest } from '../../cloud/service';
import { deliverable } from '../deliver';
import { numeric, parseProperties, refuse, text } from '../input';
import { isJsonPath } from './json-path';
import { compilePattern, type PatternTest } from './pattern';
import { parseSchedule, type Schedule } from './schedule';
import type { TargetInput } from './target-input';

/** Where a rule sends events. */
export interface Target {
  readonly id: string;
  readonly arn: string;
  readonly roleArn: string | undefined;
  readonly input: TargetInput;
  readonly deadLetterArn: string | undefined;
  /** 0 to 185. */
  readonly maximumRetryAttempts: number;
  /** Virtual seconds. */
  readonly maximumEventAgeSeconds: number;
  readonly messageGroupId: string | undefined;
}

/** A rule of the default bus. */
export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly enabled: boolean;
  readonly matches: PatternTest | undefined;
  readonly schedule: Schedule | undefined;
  readonly targets: readonly Target[];
}

const path = v.pipe(text, v.check(isJsonPath, 'Member must be a path such as $.detail.state'));
const serviceOf = (arn: string): string => arn.split(':')[2] ?? '';

/** Services that a rule reaches only with a role. */
const roleOnly = new Set(['states', 'codepipeline', 'events']);

const target = v.pipe(
  v.object({
    Id: text,
    Arn: v.pipe(
      text,
      v.check(
        (arn) => deliverable.has(serviceOf(arn)),
        'only functions, queues, topics, state machines, pipelines and buses are rehearsed as targets',
      ),
    ),
    RoleArn: v.optional(text),
    Input: v.optional(
      v.pipe(
        v.string(),
        v.check((json) => isJson(json), 'Member must be JSON'),
      ),
    ),
    InputPath: v.optional(path),
    InputTransformer: v.optional(v.object({ InputPathsMap: v.optional(v.record(v.string(), path), {}), InputTemplate: text })),
    DeadLetterConfig: v.optional(v.object({ Arn: v.optional(text) })),
    RetryPolicy: v.optional(
      v.object({
        MaximumRetryAttempts: v.optional(v.pipe(numeric, v.minValue(0), v.maxValue(185)), 185),
        MaximumEventAgeInSeconds: v.optional(v.pipe(numeric, v.minValue(60), v.maxValue(86_400)), 86_400),
      }),
    ),
    SqsParameters: v.optional(v.object({ MessageGroupId: text })),
  }),
  v.check(({ Arn, RoleArn }) => RoleArn !== undefined || !roleOnly.has(serviceOf(Arn)), 'RoleArn is required for this target'),
);

const isJson = (json: string): boolean => v.is(v.pipe(v.string(), v.parseJson()), json);

const properties = v.pipe(
  v.object({
    Name: v.optional(
      v.pipe(text, v.regex(/^[.\-_A-Za-z0-9]{1,64}$/, 'Member must be 1 to 64 letters, digits, dots, dashes or underscores')),
    ),
    EventBusName: v.optional(v.pipe(text, v.regex(/(^|\/)default$/, 'only the default bus is rehearsed')), 'default'),
    EventPattern: v.optional(v.unknown()),
    ScheduleExpression: v.optional(text),
    State: v.optional(v.picklist(['ENABLED', 'DISABLED']), 'ENABLED'),
    Targets: v.optional(v.pipe(v.array(target), v.maxLength(5)), []),
  }),
  v.check(
    ({ EventPattern, ScheduleExpression }) => (EventPattern === undefined) !== (ScheduleExpression === undefined),
    'exactly one of EventPattern and ScheduleExpression must be given',
  ),
);

const inputOf = (given: v.InferOutput<typeof target>): TargetInput => {
  if (given.InputTransformer !== undefined)
    return { kind: 'template', template: given.InputTransformer.InputTemplate, paths: given.InputTransformer.InputPathsMap };
  if (given.InputPath !== undefined) return { kind: 'path', path: given.InputPath };
  return given.Input === undefined ? { kind: 'event' } : { kind: 'constant', text: given.Input };
};

const toTarget = (given: v.InferOutput<typeof target>): Target => ({
  id: given.Id,
  arn: given.Arn,
  roleArn: given.RoleArn,
  input: inputOf(given),
  deadLetterArn: given.DeadLetterConfig?.Arn,
  maximumRetryAttempts: given.RetryPolicy?.MaximumRetryAttempts ?? 185,
  maximumEventAgeSeconds: given.RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400,
  messageGroupId: given.SqsParameters?.MessageGroupId,
});

/** Reads AWS::Events::Rule. Throws for patterns, schedules and targets that are not rehearsed. */
export const parseRule = (cloud: Cloud, request: ResourceRequest): Rule => {
  if ('RoleArn' in request.properties) refuse(request, 'RoleArn of the rule', 'give the role to the target');
  const given = parseProperties(properties, request);
  const name = given.Name ?? physicalName(request);
  return {
    name,
    arn: cloud.arn('events', `rule/${name}`),
    enabled: given.State === 'ENABLED',
    matches: given.EventPattern === undefined ? undefined : compilePattern(given.EventPattern),
    schedule: given.ScheduleExpression === undefined ? undefined : parseSchedule(given.ScheduleExpression),
    targets: given.Targets.map(toTarget),
  };
};
