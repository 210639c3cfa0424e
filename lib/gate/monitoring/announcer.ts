import { Duration } from 'aws-cdk-lib';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { announceFunctions, announcePermissions } from '../../../lambda/contract/announcing';
import type { Config } from '../../config/config';
import type { DynatraceConfig } from '../../config/sections/sources';
import { HandlerFunction } from '../handler-function';
import { grant, type Arns, type ServiceResource } from '../permissions';
import { workflowLoop } from '../workflow-loop';
import { WorkflowMachine } from '../workflow-machine';
import { letReachDynatrace } from './source-access';

/** What deployments are announced with. */
export interface AnnouncerProps {
  readonly config: Config;
  readonly dynatrace: DynatraceConfig;
  /** The variables of the gate's functions. */
  readonly variables: Readonly<Record<string, string>>;
  readonly arns: Arns<ServiceResource>;
}

/** Longer than fifteen attempts a minute apart, each with its retries. */
const timeout = Duration.hours(3);

/** Tells Dynatrace of deployments: a function, and the small state machine that waits until it is heard. */
export class Announcer extends Construct {
  readonly stateMachine: IStateMachine;

  constructor(scope: Construct, id: string, { config, dynatrace, variables, arns }: AnnouncerProps) {
    super(scope, id);
    const description = 'Tells Dynatrace which build was deployed where';
    const handler = new HandlerFunction(this, 'Announce', { handler: announceFunctions.announce, description, config, timeoutSeconds: 60 });
    for (const [name, value] of Object.entries(variables)) handler.function.addEnvironment(name, value);
    grant(handler.role, announcePermissions, arns);
    letReachDynatrace(handler, dynatrace);
    this.stateMachine = this.machine(handler, config);
  }

  private machine({ function: announce }: HandlerFunction, config: Config): IStateMachine {
    return new WorkflowMachine(this, 'Workflow', {
      definition: (scope) => workflowLoop(scope, { announce }, { by: 'announce', of: [] }),
      functions: [announce],
      timeout,
      config,
      urgency: 'mail',
    }).stateMachine;
  }
}
