import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogLevel, StateMachine, StateMachineType, type DefinitionBody } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Config } from '../config/config';
import { logRetention } from '../foundation/log-retention';
import { removalPolicy } from '../foundation/removal';
import { acknowledge, acknowledgeWildcard } from '../nag/acknowledge';

/** Log delivery is set up for the whole account; AWS knows no resource for these actions. */
const logDelivery = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];

/** What is run, and for how long at most. */
export interface WorkflowMachineProps {
  /** Makes the states below the machine's scope. */
  readonly definition: (scope: Construct) => DefinitionBody;
  /** The functions that the states call. */
  readonly functions: readonly IFunction[];
  readonly timeout: Duration;
  readonly config: Config;
  /** How people hear of an execution that failed. Default: page. */
  readonly urgency?: 'page' | 'mail';
}

/** A state machine with a log and a role of its own, which may call its functions and nothing else. */
export class WorkflowMachine extends Construct {
  readonly stateMachine: StateMachine;
  readonly urgency: 'page' | 'mail';

  constructor(scope: Construct, id: string, { definition, functions, timeout, config, urgency = 'page' }: WorkflowMachineProps) {
    super(scope, id);
    this.urgency = urgency;
    const role = this.role(functions);
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: definition(this),
      timeout,
      // All that it may do is written below; the grants of the tasks would add every version of the functions.
      role: role.withoutPolicyUpdates(),
      removalPolicy: removalPolicy(config),
      logs: {
        destination: new LogGroup(this, 'Log', { retention: logRetention(config), removalPolicy: removalPolicy(config) }),
        level: LogLevel.ALL,
        includeExecutionData: true,
      },
    });
    acknowledgeWildcard(role, '*', 'Log delivery knows no resources.');
    acknowledge(this.stateMachine, { SF2: 'The execution history and its log hold every step with input and output.' });
  }

  private role(functions: readonly IFunction[]): Role {
    const statements = [
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: functions.map(({ functionArn }) => functionArn) }),
      new PolicyStatement({ actions: logDelivery, resources: ['*'] }),
    ];
    return new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      inlinePolicies: { Work: new PolicyDocument({ statements }) },
    });
  }
}
