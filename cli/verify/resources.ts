/** What the names of resources in the permission tables stand for in an account, as an ARN that a function would ask for. */
import { validationIndexes, policyParameterName } from '../../lambda/contract/environment';
import { taskRolePath, type Destination } from '../../lambda/contract/destination';
import type { GateDescription } from '../../lambda/contract/gate-description';
import type { HealingDescription } from '../../lambda/contract/healing-description';
import { healingPrefix } from '../../lambda/contract/healing-environment';
import type { PipelineEnvironment, PipelineEnvironments } from '../../lambda/contract/pipeline-environments';
import type { PipelineStructure } from '../pipeline/structure';

/** An account and region of a partition. */
export interface Place {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** What is known of the system that is verified. */
export interface Deployed {
  readonly place: Place;
  readonly gate: GateDescription;
  readonly healing: HealingDescription;
  readonly structure: PipelineStructure;
  readonly environments: PipelineEnvironments['environments'];
  /** Bucket of the pipeline's artifacts. */
  readonly artifactBucket: string;
  readonly topicArn: string;
  readonly criticalTopicArn: string;
  /** ARNs of the keys of the topics. */
  readonly topicKeys: readonly string[];
  /** ARN of the queue of problems; none where it was not found. */
  readonly queues: readonly string[];
}

/**
 * ARNs by the names of GateResource and HealingResource; none where the system has no such resource. A name that is not
 * there: nothing is known of it, and what is granted on it cannot be verified.
 */
export type ResourceArns = Readonly<Record<string, readonly string[]>>;

/** What stands for any object, alarm or item: one that need not be there. */
const any = 'unbreakable-verify';

/** The resources as one part of the system knows them: healing reaches only environments that go back by themselves. */
export function resourceArns(deployed: Deployed, part: 'gate' | 'healing'): ResourceArns {
  const { place, structure } = deployed;
  const reached = Object.entries(deployed.environments).filter(([, { rollback }]) => part === 'gate' || rollback);
  return {
    ...serviceArns(deployed),
    ...pipelineArns(deployed),
    ...destinationArns(
      deployed,
      reached.map(([, environment]) => environment),
    ),
    pipelineStages: reached.map(([stage]) => arn(place, 'codepipeline', `${structure.name}/${stage}`)),
    stateMachine: [part === 'gate' ? deployed.gate.stateMachineArn : deployed.healing.stateMachineArn],
  };
}

const arn = ({ partition, region, account }: Place, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;
const bucketArn = ({ partition }: Place, bucket: string): string => `arn:${partition}:s3:::${bucket}`;
const parameterArn = (place: Place, name: string): string => arn(place, 'ssm', `parameter/${name.replace(/^\//, '')}`);

function serviceArns({ place, gate, healing, topicArn, criticalTopicArn, topicKeys, queues }: Deployed) {
  const table = arn(place, 'dynamodb', `table/${gate.validationsTable}`);
  const evidence = bucketArn(place, gate.evidenceBucket);
  return {
    table: [table],
    tableIndexes: Object.values(validationIndexes).map((index) => `${table}/index/${index}`),
    evidence: [`${evidence}/${any}`],
    evidenceBucket: [evidence],
    topic: [topicArn],
    criticalTopic: [criticalTopicArn],
    topicKey: topicKeys,
    eventBus: [arn(place, 'events', 'event-bus/default')],
    switchParameter: [parameterArn(place, gate.switchParameter)],
    policyParameter: [parameterArn(place, policyParameterName)],
    settingsParameters: [parameterArn(place, healingPrefix)],
    reportSecret: [gate.reportSecret],
    webhookSecret: [healing.webhookSecret],
    dynatraceSecret: healing.dynatraceSecret === undefined ? [] : [healing.dynatraceSecret],
    slos: [arn(place, 'application-signals', `slo/${any}`)],
    queue: queues,
    // SQS itself encrypts the queue.
    queueKey: [],
    // Runbooks are the team's own choice, which is not looked at.
    automationDocuments: [],
    runbookSecrets: [],
    any: ['*'],
  };
}

function pipelineArns({ place, gate, structure, artifactBucket }: Deployed) {
  const pipeline = arn(place, 'codepipeline', structure.name);
  const approvals = structure.stages.flatMap(({ name, actions }) =>
    actions.filter(({ provider }) => provider === 'Manual').map((action) => `${pipeline}/${name}/${action.name}`),
  );
  return {
    artifacts: [`${bucketArn(place, artifactBucket)}/${any}`],
    pipelines: [pipeline],
    pipelineActions: approvals,
    environmentParameters: [parameterArn(place, `${gate.environmentsPrefix}/${structure.name}`)],
  };
}

function destinationArns({ place, artifactBucket }: Deployed, environments: readonly PipelineEnvironment[]) {
  const destinations = environments.map(({ deployment }) => deployment);
  const servers = destinations.filter(({ kind }) => kind === 'server');
  const groups = destinations.flatMap((each) => (each.kind === 'service' ? [] : [each]));
  const functions = destinations.flatMap((each) => (each.kind === 'function' ? [each.functionName] : []));
  return {
    deploymentGroups: groups.map((each) => arn(place, 'codedeploy', `deploymentgroup:${each.applicationName}/${each.deploymentGroupName}`)),
    deploymentApplications: [...new Set(groups.map((each) => arn(place, 'codedeploy', `application:${each.applicationName}`)))],
    deploymentConfigs: groups.length === 0 ? [] : [arn(place, 'codedeploy', 'deploymentconfig:CodeDeployDefault.OneAtATime')],
    bundles: servers.length === 0 ? [] : [`${bucketArn(place, artifactBucket)}/${any}`],
    bundleBucket: servers.length === 0 ? [] : [bucketArn(place, artifactBucket)],
    ...taskArns(place, destinations),
    functions: functions.map((name) => arn(place, 'lambda', `function:${name}`)),
  };
}

function taskArns(place: Place, destinations: readonly Destination[]) {
  const services = destinations.flatMap((each) => (each.kind === 'service' ? [each] : []));
  return {
    services: services.map(({ cluster, service }) => arn(place, 'ecs', `service/${cluster}/${service}`)),
    taskDefinitions: services.length === 0 ? [] : ['*'],
    taskRoles: services.map(({ cluster }) => `arn:${place.partition}:iam::${place.account}:role${taskRolePath(cluster)}${any}`),
  };
}
