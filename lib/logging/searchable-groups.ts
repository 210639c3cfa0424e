import type { Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { EnvironmentStack } from '../compute/environment-stack';
import type { Config } from '../config/config';
import { WorkflowMachine } from '../gate/workflow-machine';

/**
 * The log groups of the stacks that lie where the subscriber lies. Not those of workflows, which repeat what functions
 * log; nor the application's where it sends its log to Firehose itself.
 */
export const searchableGroups = (subscriber: Stack, config: Config, stacks: readonly Stack[]): readonly LogGroup[] =>
  stacks
    .filter(({ environment }) => environment === subscriber.environment)
    .filter((stack) => config.logging.application === 'agent' || !(stack instanceof EnvironmentStack))
    .flatMap((stack) => stack.node.findAll().filter((construct) => construct instanceof LogGroup))
    .filter((group) => !ofWorkflow(group));

const ofWorkflow = (group: IConstruct): boolean => group.node.scopes.some((scope) => scope instanceof WorkflowMachine);
