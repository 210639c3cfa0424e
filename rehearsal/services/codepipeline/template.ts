/** A pipeline as CloudFormation hands it over, turned into the API's declaration. */
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import { physicalName } from '../../cloud/physical-name';
import type { ResourceRequest } from '../../cloud/service';
import { flag, numeric, parseProperties, refuse, text } from '../input';
import { supportedProviders, providerOf } from './actions/providers';
import type { Action, Declaration, Stage } from './model';
import { regionProblems, structureProblems } from './structure';

const artifacts = v.optional(v.array(v.object({ Name: text })), []);
const configuration = v.optional(v.record(v.string(), v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String))), {});

const action = v.object({
  Name: text,
  ActionTypeId: v.object({ Category: text, Owner: text, Provider: text, Version: text }),
  RunOrder: v.optional(numeric, 1),
  Configuration: configuration,
  InputArtifacts: artifacts,
  OutputArtifacts: artifacts,
  RoleArn: v.optional(text),
  Region: v.optional(text),
  Namespace: v.optional(text),
  TimeoutInMinutes: v.optional(numeric),
});

const stage = v.looseObject({ Name: text, Actions: v.pipe(v.array(action), v.minLength(1)) });

const store = v.object({ Location: text, EncryptionKey: v.exactOptional(v.looseObject({ Id: text })) });

const schema = v.looseObject({
  Name: v.optional(text),
  RoleArn: text,
  PipelineType: v.optional(v.picklist(['V1', 'V2']), 'V1'),
  ExecutionMode: v.optional(v.picklist(['SUPERSEDED', 'QUEUED', 'PARALLEL']), 'SUPERSEDED'),
  ArtifactStore: v.optional(store),
  ArtifactStores: v.optional(v.array(v.object({ Region: text, ArtifactStore: store }))),
  Stages: v.pipe(v.array(stage), v.minLength(2, 'Pipeline must have at least 2 stages')),
  DisableInboundStageTransitions: v.optional(v.array(v.object({ StageName: text, Reason: text })), []),
  RestartExecutionOnUpdate: v.optional(flag),
});

export interface ParsedPipeline {
  readonly declaration: Declaration;
  /** Reasons why inbound transitions begin disabled, by stage name. */
  readonly disabled: ReadonlyMap<string, string>;
}

/** Throws AwsError for anything that CodePipeline would refuse, and for what the rehearsal cannot run. */
export const parsePipeline = (request: ResourceRequest, region: string): ParsedPipeline => {
  const properties = parseProperties(schema, request);
  refuseUnsupported(request, properties);
  const declaration: Declaration = {
    name: properties.Name ?? physicalName(request, 100),
    roleArn: properties.RoleArn,
    mode: properties.ExecutionMode === 'QUEUED' ? 'QUEUED' : 'SUPERSEDED',
    executionMode: properties.ExecutionMode,
    pipelineType: properties.PipelineType,
    version: 1,
    ...artifactStore(request, properties, region),
    stages: properties.Stages.map(toStage),
  };
  const problems = [...structureProblems(declaration), ...regionProblems(declaration, region)];
  if (problems.length > 0) throw new AwsError('InvalidStructureException', `${request.logicalId}: ${problems.join(' ')}`);
  return {
    declaration,
    disabled: new Map(properties.DisableInboundStageTransitions.map(({ StageName, Reason }) => [StageName, Reason])),
  };
};

type Properties = v.InferOutput<typeof schema>;

const refuseUnsupported = (request: ResourceRequest, properties: Properties): void => {
  if (properties.ExecutionMode === 'PARALLEL') refuse(request, 'ExecutionMode PARALLEL', 'use SUPERSEDED or QUEUED.');
  for (const property of ['Triggers', 'Variables']) {
    if (isPresent(properties[property])) refuse(request, property, 'start the pipeline by a rule of your own.');
  }
  for (const { Name, ...stage } of properties.Stages) {
    for (const condition of ['BeforeEntry', 'OnFailure', 'OnSuccess', 'Blockers']) {
      if (isPresent(stage[condition])) refuse(request, `${condition} of stage ${Name}`, 'leave the condition out.');
    }
    for (const { Name: name, ActionTypeId } of stage.Actions) {
      const type = toType(ActionTypeId);
      if (providerOf(type) === undefined) {
        refuse(request, `the type of action ${Name}/${name}`, `use one of ${supportedProviders.join(', ')}.`);
      }
    }
  }
};

const isPresent = (value: unknown): boolean => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);

const storeView = ({ Location: location, EncryptionKey: key }: v.InferOutput<typeof store>) => ({
  type: 'S3' as const,
  location,
  ...(key && { encryptionKey: { id: key.Id, type: 'KMS' as const } }),
});

const artifactStore = (request: ResourceRequest, properties: Properties, region: string) => {
  const { ArtifactStore: only, ArtifactStores: several = [] } = properties;
  const stores = only === undefined ? several : [{ Region: region, ArtifactStore: only }];
  const artifactBuckets = new Map(stores.map(({ Region, ArtifactStore: { Location } }) => [Region, Location]));
  const location = artifactBuckets.get(region);
  if (location === undefined) return refuse(request, 'a pipeline without ArtifactStore', 'name the artifact bucket.');
  const views = stores.map(({ Region, ArtifactStore }) => [Region, storeView(ArtifactStore)] as const);
  const described = only === undefined ? { artifactStores: Object.fromEntries(views) } : { artifactStore: storeView(only) };
  return { artifactBucket: location, artifactBuckets, ...described };
};

const toType = (type: v.InferOutput<typeof action>['ActionTypeId']) => ({
  category: type.Category as NonNullable<Action['actionTypeId']>['category'],
  owner: type.Owner as NonNullable<Action['actionTypeId']>['owner'],
  provider: type.Provider,
  version: type.Version,
});

const toStage = ({ Name, Actions }: v.InferOutput<typeof stage>): Stage => ({ name: Name, actions: Actions.map(toAction) });

const toAction = (from: v.InferOutput<typeof action>): Action => ({
  name: from.Name,
  actionTypeId: toType(from.ActionTypeId),
  runOrder: from.RunOrder,
  configuration: from.Configuration,
  inputs: from.InputArtifacts.map(({ Name }) => Name),
  outputs: from.OutputArtifacts.map(({ Name }) => Name),
  ...(from.RoleArn === undefined ? {} : { roleArn: from.RoleArn }),
  ...(from.Region === undefined ? {} : { region: from.Region }),
  ...(from.Namespace === undefined ? {} : { namespace: from.Namespace }),
  ...(from.TimeoutInMinutes === undefined ? {} : { timeoutInMinutes: from.TimeoutInMinutes }),
});
