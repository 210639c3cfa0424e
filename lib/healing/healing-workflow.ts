import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { DefinitionBody } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { HealingState } from '../../lambda/contract/healing-workflow';
import { workflowLoop } from '../gate/workflow-loop';

/** A step of the loop. */
export type HealingStep = Exclude<HealingState['next'], 'done'>;

/** The steps of the loop. */
export type HealingSteps = Readonly<Record<HealingStep, IFunction>>;

/** Longer than a rollback takes and people are called about it. */
export const healingTimeout = Duration.days(7);

/** Healing's loop. A step that fails for good goes to Conclude with the error, which calls people. */
export const healingWorkflow = (scope: Construct, { plan, act, await: follow, verify, conclude }: HealingSteps): DefinitionBody =>
  workflowLoop<HealingStep>(
    scope,
    { plan, act, await: follow, verify, conclude },
    { by: 'conclude', of: ['plan', 'act', 'await', 'verify'] },
  );
