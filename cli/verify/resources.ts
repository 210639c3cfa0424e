/** What the names of resources in the permission tables stand for in an account, as an ARN that a function would ask for. */
import { validationIndexes, policyParameterName } from '../../lambda/contract/environment';
import type { GateDescription } from '../../lambda/contract/gate-description';
import type { HealingDescription } from '../../lambda/contract/healing-description';
import { healingPrefix } from '../../lambda/contract/healing-environment';
import type { PipelineEnvironments } from '../../lambda/contract/pipeline-environments';
import type { PipelineStructure } from '../pipeline/structure';
import { any, arn, bucketArn, parameterArn, type Place } from './arn';
import { destinationArns } from './destinations';

/** What is known of the system that is verified. */
export interface Deployed {
  readonly place: Place;
  readonly gate: GateDescription;
  readonly healing: HealingDescription;
  readonly structure: PipelineStructure;
  readonly environments: PipelineEnvironments['environments'];
  /** Bucket of the pipeline's artifacts. */
  readonly artifactBucket: string;
  /** Those with the copies, by region; empty where everything is deployed in the pipeline's. */
  readonly artifactBuckets: Readonly<Record<string, string>>;
  /** ARN of the key that encrypts them; none where S3 does. */
  readonly artifactKeys: readonly string[];
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

/** The resources as one part of the system knows them: healing reaches only environments that go back by themselves. */
export function resourceArns(deployed: Deployed, part: 'gate' | 'healing'): ResourceArns {
  const { place, structure } = deployed;
  const reached = Object.entries(deployed.environments).filter(([, { rollback }]) => part === 'gate' || rollback);
  return {
    ...serviceArns(deployed),
    ...pipelineArns(deployed),
    ...destinationArns(
      place,
      (region) => deployed.artifactBuckets[region] ?? deployed.artifactBucket,
      reached.map(([, { deployment }]) => deployment),
    ),
    pipelineStages: reached.map(([stage]) => arn(place, 'codepipeline', `${structure.name}/${stage}`)),
    stateMachine: [part === 'gate' ? deployed.gate.stateMachineArn : deployed.healing.stateMachineArn],
  };
}

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
    // What an option adds is in the templates, from which it is asked for.
    automationDocuments: [],
    runbookSecrets: [],
    chatTopic: [],
    any: ['*'],
  };
}

function pipelineArns({ place, gate, structure, artifactBucket, artifactKeys }: Deployed) {
  const pipeline = arn(place, 'codepipeline', structure.name);
  const approvals = structure.stages.flatMap(({ name, actions }) =>
    actions.filter(({ provider }) => provider === 'Manual').map((action) => `${pipeline}/${name}/${action.name}`),
  );
  return {
    artifacts: [`${bucketArn(place, artifactBucket)}/${any}`],
    artifactKeys,
    pipelines: [pipeline],
    pipelineActions: approvals,
    environmentParameters: [parameterArn(place, `${gate.environmentsPrefix}/${structure.name}`)],
  };
}
