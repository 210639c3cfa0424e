import { Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { healingDescriptionParameter, type HealingDescription } from '../../lambda/contract/healing-description';
import { healingPrefix, healingVariables, unused } from '../../lambda/contract/healing-environment';
import { healingPermissions } from '../../lambda/contract/healing-permissions';
import { healingFunctions } from '../../lambda/contract/healing-workflow';
import { withoutEnvironments } from '../accounts/environment-permissions';
import type { Config } from '../config/config';
import { environmentsPrefix, type GateService } from '../gate/gate-service';
import { letMeasure } from '../gate/monitoring/source-access';
import { grant } from '../gate/permissions';
import { UndeliveredQueue } from '../gate/undelivered-queue';
import { WorkflowMachine } from '../gate/workflow-machine';
import { DynatraceEvents } from './dynatrace-events';
import { HealingFunctions, intakeSeconds, type HealingHandlers } from './healing-functions';
import { HealingSecrets } from './healing-secrets';
import { healingTimeout, healingWorkflow } from './healing-workflow';
import { ProblemEvents, type ProblemTargets } from './problem-events';
import { ProblemQueue } from './problem-queue';
import type { ServiceArns } from './resources';
import { runbookArns } from './runbook-arns';
import { WebhookApi } from './webhook-api';

/** Whom healing tells. */
export interface HealingTopics {
  /** What people read: what was done, and why not. */
  readonly topic: ITopic;
  /** What calls people: a rollback that did not help, a problem that could not be answered. */
  readonly critical: ITopic;
  /** What a chat channel shows; absent where there is none. */
  readonly chat: ITopic | undefined;
  /** Encrypts them. */
  readonly key: IKey;
}

/** What healing works with. */
export interface HealingServiceProps {
  readonly config: Config;
  readonly topics: HealingTopics;
  /** Healing keeps its records in the gate's table and reads its evidence; the kill switch stops both. */
  readonly gate: GateService;
  /** Where DevOps Guru tells its insights, where the stacks set that up. */
  readonly insights?: ITopic | undefined;
}

/** Self-healing: one deployment of it serves many pipelines, and it knows none of them by name. */
export class HealingService extends Construct {
  readonly secrets: HealingSecrets;
  readonly webhooks: WebhookApi;
  readonly dynatraceEvents: DynatraceEvents;
  private readonly undelivered: UndeliveredQueue;
  private readonly problems: ProblemQueue;
  private readonly functions: HealingFunctions;
  private readonly workflow: WorkflowMachine;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: HealingServiceProps,
  ) {
    super(scope, id);
    const { config, topics } = props;
    this.secrets = new HealingSecrets(this, 'Secrets', config);
    this.undelivered = new UndeliveredQueue(this, 'Undelivered', topics.topic, 'Healing');
    this.problems = new ProblemQueue(this, 'Problems', this.undelivered.queue, intakeSeconds);
    this.functions = new HealingFunctions(this, 'Functions', config);
    this.webhooks = new WebhookApi(this, 'Webhooks', config, this.handlers.webhook.function);
    new ProblemEvents(this, 'Events', this.targets, this.problems.queue, this.guruTopicArn);
    this.dynatraceEvents = new DynatraceEvents(this, 'DynatraceEvents', this.targets, config.healing);
    this.problems.emptyBy(this.handlers.intake);
    this.workflow = this.machine(config);
    this.configure();
    this.permit();
    for (const handler of [this.handlers.plan, this.handlers.verify]) letMeasure(handler, config);
    this.describe();
  }

  /** The functions and their roles; SelfHealing grants the roles what a pipeline adds. */
  get handlers(): HealingHandlers {
    return this.functions.handlers;
  }

  /** Where rules send events about problems. */
  get targets(): ProblemTargets {
    return { queueArn: this.problems.queue.queueArn, undeliveredArn: this.undelivered.queue.queueArn };
  }

  /** The one topic of DevOps Guru that is believed. */
  private get guruTopicArn(): string | undefined {
    return this.props.insights?.topicArn ?? this.props.config.healing.devOpsGuruTopicArn;
  }

  private machine(config: Config): WorkflowMachine {
    const { steps } = this.functions;
    return new WorkflowMachine(this, 'Workflow', {
      definition: (scope) => healingWorkflow(scope, steps),
      functions: Object.values(steps),
      timeout: healingTimeout,
      config,
    });
  }

  /** Tells the functions where everything is. */
  private configure(): void {
    const { gate, topics } = this.props;
    this.functions.setEnvironment({
      [healingVariables.validationsTable]: gate.store.validations.tableName,
      [healingVariables.evidenceBucket]: gate.store.evidence.bucketName,
      [healingVariables.topicArn]: topics.topic.topicArn,
      [healingVariables.criticalTopicArn]: topics.critical.topicArn,
      [healingVariables.chatTopicArn]: topics.chat?.topicArn ?? unused,
      [healingVariables.switchParameter]: gate.settings.killSwitch.parameterName,
      [healingVariables.environmentsPrefix]: environmentsPrefix,
      [healingVariables.settingsPrefix]: healingPrefix,
      [healingVariables.reportUrl]: gate.reportApi.url,
      [healingVariables.reportSecret]: gate.settings.reportSecret.secretArn,
      [healingVariables.dynatraceSecret]: this.secrets.dynatrace?.secretArn ?? unused,
      [healingVariables.devopsGuruTopicArn]: this.guruTopicArn ?? unused,
    });
    this.handlers.webhook.function.addEnvironment(healingVariables.queueUrl, this.problems.queue.queueUrl);
    this.handlers.webhook.function.addEnvironment(healingVariables.webhookSecret, this.secrets.webhook.secretArn);
    // Only intake: the state machine waits for its steps, so they cannot wait for it.
    this.handlers.intake.function.addEnvironment(healingVariables.stateMachineArn, this.workflow.stateMachine.stateMachineArn);
  }

  private permit(): void {
    const { arns } = this;
    for (const name of Object.values(healingFunctions))
      grant(this.handlers[name].role, withoutEnvironments(this.props.config, healingPermissions[name]), arns);
  }

  /** Tells the command line where everything is. */
  private describe(): void {
    const description: HealingDescription = {
      webhookUrl: this.webhooks.url,
      webhookSecret: this.secrets.webhook.secretArn,
      ...(this.secrets.dynatrace && { dynatraceSecret: this.secrets.dynatrace.secretArn }),
      stateMachineArn: this.workflow.stateMachine.stateMachineArn,
    };
    new StringParameter(this, 'Description', {
      parameterName: healingDescriptionParameter,
      description: 'Where the command line finds self-healing',
      stringValue: Stack.of(this).toJsonString(description),
    });
  }

  private get arns(): ServiceArns {
    const { gate, topics, config } = this.props;
    const stack = Stack.of(this);
    const settings = stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: healingPrefix.slice(1) });
    return {
      ...gate.arns,
      evidenceBucket: [gate.store.evidence.bucketArn],
      ...runbookArns(stack, config.healing.production.runbooks ?? []),
      topic: [topics.topic.topicArn],
      topicKey: [topics.key.keyArn],
      criticalTopic: [topics.critical.topicArn],
      chatTopic: topics.chat === undefined ? [] : [topics.chat.topicArn],
      stateMachine: [this.workflow.stateMachine.stateMachineArn],
      settingsParameters: [settings, `${settings}/*`],
      queue: [this.problems.queue.queueArn],
      queueKey: [],
      webhookSecret: [this.secrets.webhook.secretArn],
      dynatraceSecret: this.secrets.dynatrace === undefined ? [] : [this.secrets.dynatrace.secretArn],
    };
  }
}
