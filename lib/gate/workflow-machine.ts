import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Config } from '../config/config';
import { removalPolicy } from '../foundation/removal';
import { acknowledge, acknowledgeWildcard } from '../nag/acknowledge';
import { workflow, workflowTimeout, type WorkflowFunctions } from './workflow';

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

/** The state machine that takes one validation from its first look to its decision. */
export class WorkflowMachine extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, functions: WorkflowFunctions, config: Config) {
    super(scope, id);
    const role = this.role(functions);
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: workflow(this, functions),
      timeout: workflowTimeout,
      // All that it may do is written below; the grants of the tasks would add every version of the functions.
      role: role.withoutPolicyUpdates(),
      removalPolicy: removalPolicy(config),
      logs: {
        destination: new LogGroup(this, 'Log', { retention: config.retention.logDays, removalPolicy: removalPolicy(config) }),
        level: LogLevel.ALL,
        includeExecutionData: true,
      },
    });
    acknowledgeWildcard(role, '*', 'Log delivery knows no resources.');
    acknowledge(this.stateMachine, { SF2: 'The execution history and its log hold every step with input and output.' });
  }

  private role({ look, decide, remediate }: WorkflowFunctions): Role {
    const statements = [
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [look.functionArn, decide.functionArn, remediate.functionArn] }),
      new PolicyStatement({ actions: logDelivery, resources: ['*'] }),
    ];
    return new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com'), inlinePolicies: { Work: new PolicyDocument({ statements }) } });
  }
}
