import { Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { gateVariables, validationIndexes } from '../../lambda/contract/environment';
import { gateDescriptionParameter, type GateDescription } from '../../lambda/contract/gate-description';
import { gatePermissions } from '../../lambda/contract/gate-permissions';
import { gateFunctions } from '../../lambda/contract/workflow';
import type { Config } from '../config/config';
import { privateBucket } from '../foundation/bucket';
import type { FoundationStack } from '../foundation/foundation-stack';
import { removalPolicy } from '../foundation/removal';
import { acknowledge } from '../nag/acknowledge';
import { GateEvents } from './gate-events';
import { GateFunctions, type GateHandlers } from './gate-functions';
import { grant, reportPermissions, type Arns, type ServiceResource } from './permissions';
import { ReportApi } from './report-api';
import { UndeliveredQueue } from './undelivered-queue';
import { validationsTable } from './validations-table';
import { WorkflowMachine } from './workflow-machine';

/** SSM parameters of the descriptions of pipelines: `<prefix>/<pipeline name>`. */
export const environmentsPrefix = '/unbreakable/environments';

/** The release gate: one deployment of it serves many pipelines, and it knows none of them by name. */
export class GateService extends Construct {
  readonly table: Table;
  readonly evidence: IBucket;
  readonly reportApi: ReportApi;
  readonly reportSecret: Secret;
  /** The kill switch: `on` lets the gate act; anything else makes it hold. */
  readonly killSwitch: StringParameter;
  private readonly functions: GateFunctions;
  private readonly workflow: WorkflowMachine;

  constructor(scope: Construct, id: string, config: Config, private readonly foundation: FoundationStack) {
    super(scope, id);
    this.table = validationsTable(this, 'Validations', config);
    this.evidence = privateBucket(this, 'Evidence', config, { lifecycleRules: [{ id: 'Old', expiration: Duration.days(config.retention.evidenceDays) }] });
    this.reportSecret = new Secret(this, 'ReportSecret', {
      description: 'Signs the links to reports of the release gate',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: removalPolicy(config),
    });
    this.killSwitch = new StringParameter(this, 'Switch', {
      parameterName: '/unbreakable/switch',
      description: 'on: the release gate answers approvals and rolls back; off: it holds and people decide',
      stringValue: 'on',
    });
    const undelivered = new UndeliveredQueue(this, 'Undelivered', foundation.notifications.topic);
    this.functions = new GateFunctions(this, 'Functions', config, undelivered.queue);
    const { look, decide, remediate, observe, watchdog } = this.functions.handlers;
    this.workflow = new WorkflowMachine(this, 'Workflow', { look: look.function, decide: decide.function, remediate: remediate.function }, config);
    this.reportApi = new ReportApi(this, 'ReportApi', config);
    this.reportApi.answerWith(this.functions.report.function);
    new GateEvents(this, 'Events', {
      observe: observe.function,
      watchdog: watchdog.function,
      stateMachine: this.workflow.stateMachine,
      undelivered: undelivered.queue,
    });
    this.configure();
    this.permit();
    this.describe();
    acknowledge(this.evidence, { S1: 'Only the gate reads and writes it.' });
    acknowledge(this.reportSecret, { SMG4: 'A rotation would break the links that people hold; change it by hand to void them all.' });
  }

  /** The functions and their roles; ReleaseGate grants the roles what a pipeline adds. */
  get handlers(): GateHandlers {
    return this.functions.handlers;
  }

  private configure(): void {
    for (const { function: target } of this.functions.all) {
      for (const [name, value] of Object.entries(this.environment)) target.addEnvironment(name, value);
    }
    // The others are part of the state machine, and it would wait for them while they wait for it.
    this.handlers.register.function.addEnvironment(gateVariables.stateMachineArn, this.workflow.stateMachine.stateMachineArn);
  }

  private get environment(): Readonly<Record<string, string>> {
    return {
      [gateVariables.validationsTable]: this.table.tableName,
      [gateVariables.evidenceBucket]: this.evidence.bucketName,
      [gateVariables.topicArn]: this.foundation.notifications.topic.topicArn,
      [gateVariables.switchParameter]: this.killSwitch.parameterName,
      [gateVariables.environmentsPrefix]: environmentsPrefix,
      [gateVariables.reportUrl]: this.reportApi.url,
      [gateVariables.reportSecret]: this.reportSecret.secretArn,
    };
  }

  private permit(): void {
    const { arns } = this;
    for (const name of Object.values(gateFunctions)) grant(this.handlers[name].role, gatePermissions[name], arns);
    grant(this.functions.report.role, reportPermissions, arns);
  }

  private get arns(): Arns<ServiceResource> {
    const { topic, key } = this.foundation.notifications;
    return {
      table: [this.table.tableArn],
      tableIndexes: Object.values(validationIndexes).map((index) => `${this.table.tableArn}/index/${index}`),
      evidence: [this.evidence.arnForObjects('*')],
      stateMachine: [this.workflow.stateMachine.stateMachineArn],
      topic: [topic.topicArn],
      topicKey: [key.keyArn],
      eventBus: [Stack.of(this).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' })],
      switchParameter: [this.killSwitch.parameterArn],
      reportSecret: [this.reportSecret.secretArn],
      any: ['*'],
    };
  }

  /** Tells the command line where everything is. */
  private describe(): void {
    const description: GateDescription = {
      validationsTable: this.table.tableName,
      evidenceBucket: this.evidence.bucketName,
      stateMachineArn: this.workflow.stateMachine.stateMachineArn,
      reportUrl: this.reportApi.url,
      reportSecret: this.reportSecret.secretArn,
      switchParameter: this.killSwitch.parameterName,
      environmentsPrefix,
    };
    new StringParameter(this, 'Description', {
      parameterName: gateDescriptionParameter,
      description: 'Where the command line finds the release gate',
      stringValue: Stack.of(this).toJsonString(description),
    });
  }
}
