import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { announceMachineVariable } from '../../lambda/contract/announcing';
import { gateVariables, policyParameterName, validationIndexes } from '../../lambda/contract/environment';
import { gateDescriptionParameter, type GateDescription } from '../../lambda/contract/gate-description';
import { gatePermissions } from '../../lambda/contract/gate-permissions';
import { gateFunctions } from '../../lambda/contract/workflow';
import { withoutEnvironments } from '../accounts/environment-permissions';
import type { Config } from '../config/config';
import type { Notifications } from '../foundation/notifications';
import { GateEvents } from './gate-events';
import { GateFunctions, type GateHandlers } from './gate-functions';
import { GateSettings } from './gate-settings';
import { GateStore } from './gate-store';
import { Announcer } from './monitoring/announcer';
import { letMeasure, nameSources } from './monitoring/source-access';
import { grant, reportPermissions, type Arns, type ServiceResource } from './permissions';
import { ReportApi } from './report-api';
import { UndeliveredQueue } from './undelivered-queue';
import { workflow, workflowTimeout } from './workflow';
import { WorkflowMachine } from './workflow-machine';

/** SSM parameters of the descriptions of pipelines: `<prefix>/<pipeline name>`. */
export const environmentsPrefix = '/unbreakable/environments';

/** The release gate: one deployment of it serves many pipelines, and it knows none of them by name. */
export class GateService extends Construct {
  readonly store: GateStore;
  readonly settings: GateSettings;
  readonly reportApi: ReportApi;
  private readonly functions: GateFunctions;
  private readonly workflow: WorkflowMachine;

  constructor(
    scope: Construct,
    id: string,
    config: Config,
    private readonly notifications: Notifications,
  ) {
    super(scope, id);
    this.store = new GateStore(this, 'Store', config);
    this.settings = new GateSettings(this, 'Settings', config);
    const undelivered = new UndeliveredQueue(this, 'Undelivered', notifications.topic);
    this.functions = new GateFunctions(this, 'Functions', config, undelivered.queue);
    this.workflow = this.machine(config);
    this.reportApi = new ReportApi(this, 'ReportApi', config);
    this.reportApi.answerWith(this.functions.report.function);
    new GateEvents(this, 'Events', {
      observe: this.handlers.observe.function,
      watchdog: this.handlers.watchdog.function,
      stateMachine: this.workflow.stateMachine,
      undelivered: undelivered.queue,
    });
    this.configure();
    this.permit(config);
    this.monitor(config);
    this.describe();
  }

  private machine(config: Config): WorkflowMachine {
    const { steps } = this.functions;
    return new WorkflowMachine(this, 'Workflow', {
      definition: (scope) => workflow(scope, steps),
      functions: [steps.look, steps.decide, steps.remediate],
      timeout: workflowTimeout,
      config,
    });
  }

  /** The functions and their roles; ReleaseGate grants the roles what a pipeline adds. */
  get handlers(): GateHandlers {
    return this.functions.handlers;
  }

  /** Tells the functions where everything is. */
  private configure(): void {
    this.functions.setEnvironment(this.variables);
    // Only register: the state machine waits for the other functions, so they cannot wait for it.
    this.handlers.register.function.addEnvironment(gateVariables.stateMachineArn, this.description.stateMachineArn);
  }

  private get variables(): Readonly<Record<string, string>> {
    const { validationsTable, evidenceBucket, reportUrl, reportSecret, switchParameter } = this.description;
    return {
      [gateVariables.validationsTable]: validationsTable,
      [gateVariables.evidenceBucket]: evidenceBucket,
      [gateVariables.topicArn]: this.notifications.topic.topicArn,
      [gateVariables.switchParameter]: switchParameter,
      [gateVariables.environmentsPrefix]: environmentsPrefix,
      [gateVariables.policyParameter]: policyParameterName,
      [gateVariables.reportUrl]: reportUrl,
      [gateVariables.reportSecret]: reportSecret,
    };
  }

  /** What is measured beside CloudWatch, and who else is told of deployments. */
  private monitor(config: Config): void {
    const { register, look } = this.handlers;
    nameSources(register, config);
    letMeasure(look, config);
    const { dynatrace } = config;
    if (dynatrace === undefined) return;
    const { stateMachine } = new Announcer(this, 'Announcer', { config, dynatrace, variables: this.variables, arns: this.arns });
    register.function.addEnvironment(announceMachineVariable, stateMachine.stateMachineArn);
    register.role.addToPolicy(new PolicyStatement({ actions: ['states:StartExecution'], resources: [stateMachine.stateMachineArn] }));
  }

  private permit(config: Config): void {
    const { arns } = this;
    for (const name of Object.values(gateFunctions))
      grant(this.handlers[name].role, withoutEnvironments(config, gatePermissions[name]), arns);
    grant(this.functions.report.role, reportPermissions, arns);
  }

  /** What the functions reach, by the names of the contract. */
  get arns(): Arns<ServiceResource> {
    const { validations, evidence } = this.store;
    return {
      table: [validations.tableArn],
      tableIndexes: Object.values(validationIndexes).map((index) => `${validations.tableArn}/index/${index}`),
      evidence: [evidence.arnForObjects('*')],
      evidenceBucket: [evidence.bucketArn],
      stateMachine: [this.workflow.stateMachine.stateMachineArn],
      topic: [this.notifications.topic.topicArn],
      topicKey: [this.notifications.key.keyArn],
      eventBus: [Stack.of(this).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' })],
      switchParameter: [this.settings.killSwitch.parameterArn],
      policyParameter: [Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName: policyParameterName.slice(1) })],
      reportSecret: [this.settings.reportSecret.secretArn],
      slos: [Stack.of(this).formatArn({ service: 'application-signals', resource: 'slo', resourceName: '*' })],
      any: ['*'],
    };
  }

  /** Tells the command line where everything is. */
  private describe(): void {
    new StringParameter(this, 'Description', {
      parameterName: gateDescriptionParameter,
      description: 'Where the command line finds the release gate',
      stringValue: Stack.of(this).toJsonString(this.description),
    });
  }

  private get description(): GateDescription {
    return {
      validationsTable: this.store.validations.tableName,
      evidenceBucket: this.store.evidence.bucketName,
      stateMachineArn: this.workflow.stateMachine.stateMachineArn,
      reportUrl: this.reportApi.url,
      reportSecret: this.settings.reportSecret.secretArn,
      switchParameter: this.settings.killSwitch.parameterName,
      environmentsPrefix,
    };
  }
}
