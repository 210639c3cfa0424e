/** What the operations of ECS take. Members that AWS knows and the rehearsal does not use are kept as they are. */
import * as v from 'valibot';
import { timestamp } from '../../cloud/validated';
import { text } from '../input';

const pair = v.object({ name: text, value: v.string() });

const logConfiguration = v.object({
  logDriver: v.literal('awslogs', 'only the log driver awslogs is rehearsed'),
  options: v.optional(v.record(v.string(), v.string()), {}),
});

const container = v.looseObject({
  name: text,
  image: text,
  essential: v.optional(v.boolean()),
  entryPoint: v.optional(v.array(v.string())),
  command: v.optional(v.array(v.string())),
  workingDirectory: v.optional(text),
  environment: v.optional(v.array(pair)),
  portMappings: v.optional(v.array(v.looseObject({ containerPort: v.number() }))),
  logConfiguration: v.optional(logConfiguration),
  stopTimeout: v.optional(v.pipe(v.number(), v.maxValue(120, 'stopTimeout on Fargate is at most 120 seconds'))),
});

const tag = v.object({ key: text, value: v.string() });

/** Fargate asks for sizes and the network mode awsvpc. */
export const registerInput = v.looseObject({
  family: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,255}$/, 'Member must be 1 to 255 letters, digits, - or _')),
  containerDefinitions: v.pipe(v.array(container), v.length(1, 'exactly one container a task is rehearsed')),
  taskRoleArn: v.optional(text),
  executionRoleArn: v.optional(text),
  networkMode: v.literal('awsvpc', 'Fargate only supports network mode ‘awsvpc’.'),
  requiresCompatibilities: v.pipe(v.array(v.string()), v.includes('FARGATE', 'only FARGATE is rehearsed')),
  cpu: v.pipe(v.string('Fargate requires that cpu be defined at the task level.'), v.regex(/^\d+$/)),
  memory: v.pipe(v.string('Fargate requires that memory be defined at the task level.'), v.regex(/^\d+$/)),
  tags: v.optional(v.array(tag), []),
});

export type RegisterInput = v.InferOutput<typeof registerInput>;

export const describeDefinitionInput = v.object({ taskDefinition: text, include: v.optional(v.array(v.literal('TAGS'))) });

export const deploymentConfiguration = v.looseObject({
  strategy: v.literal('BLUE_GREEN', 'only the deployment strategy BLUE_GREEN is rehearsed'),
  bakeTimeInMinutes: v.pipe(v.number('bakeTimeInMinutes is required by BLUE_GREEN'), v.minValue(0), v.maxValue(1440)),
  alarms: v.optional(v.object({ alarmNames: v.array(text), rollback: v.boolean(), enable: v.boolean() })),
  deploymentCircuitBreaker: v.optional(v.looseObject({ enable: v.boolean(), rollback: v.boolean() })),
});

export const updateServiceInput = v.object({
  service: text,
  cluster: v.optional(text),
  taskDefinition: v.optional(text),
  desiredCount: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  forceNewDeployment: v.optional(v.boolean()),
  deploymentConfiguration: v.optional(deploymentConfiguration),
});

export const describeServicesInput = v.object({
  cluster: v.optional(text),
  services: v.pipe(v.array(text), v.minLength(1, 'Services cannot be empty.'), v.maxLength(10)),
  include: v.optional(v.array(v.literal('TAGS'))),
});

const status = v.picklist([
  'PENDING',
  'SUCCESSFUL',
  'STOPPED',
  'STOP_REQUESTED',
  'IN_PROGRESS',
  'ROLLBACK_REQUESTED',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_SUCCESSFUL',
  'ROLLBACK_FAILED',
]);

export const listDeploymentsInput = v.object({
  service: text,
  cluster: v.optional(text),
  status: v.optional(v.array(status)),
  createdAt: v.optional(v.object({ before: v.optional(timestamp), after: v.optional(timestamp) })),
  maxResults: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 20),
  nextToken: v.optional(v.pipe(v.string(), v.regex(/^\d+$/, 'Invalid token'))),
});

const arns = v.pipe(v.array(text), v.minLength(1), v.maxLength(20));

export const describeDeploymentsInput = v.object({ serviceDeploymentArns: arns });

export const describeRevisionsInput = v.object({ serviceRevisionArns: arns });

export const stopDeploymentInput = v.object({
  serviceDeploymentArn: text,
  stopType: v.optional(v.picklist(['ROLLBACK', 'ABORT']), 'ROLLBACK'),
});

export const listTasksInput = v.object({
  cluster: v.optional(text),
  serviceName: v.optional(text),
  family: v.optional(text),
  desiredStatus: v.optional(v.picklist(['RUNNING', 'PENDING', 'STOPPED']), 'RUNNING'),
});

export const describeTasksInput = v.object({
  cluster: v.optional(text),
  tasks: v.pipe(v.array(text), v.minLength(1), v.maxLength(100)),
});
