import * as v from 'valibot';
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { ResourceProvider, ResourceRequest } from '../../cloud/service';
import { parseProperties, refuse, text } from '../input';
import { requireTrust } from '../trust';
import { asyncSettings, eventInvokeProperties } from './async-settings';
import { placeCode } from './code';
import { DeployedFunction, type Hosting } from './deployed-function';
import { parseFunction } from './function-config';
import type { FunctionRegistry } from './function-registry';
import { publish } from './version-operations';

/** AWS::Lambda::Function. */
export const functionResource =
  (hosting: Omit<Hosting, 'codeFolder'>, registry: FunctionRegistry): ResourceProvider =>
  async (request) => {
    const { config, code } = parseFunction(hosting.cloud, request);
    requireTrust(hosting.cloud, config.roleArn, 'lambda.amazonaws.com', {
      code: 'InvalidParameterValueException',
      message: 'The role defined for the function cannot be assumed by Lambda.',
    });
    const { folder, sha256 } = await placeCode(hosting.cloud, code, config.name);
    registry.add({ deployed: new DeployedFunction(config, { ...hosting, codeFolder: folder }), sha256 });
    return { ref: config.name, attributes: { Arn: config.arn } };
  };

const permissionProperties = v.object({
  Action: text,
  FunctionName: text,
  Principal: text,
  SourceArn: v.optional(text),
  SourceAccount: v.optional(text),
});

const conditionOf = (given: v.InferOutput<typeof permissionProperties>) => ({
  ...(given.SourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': given.SourceArn } }),
  ...(given.SourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': given.SourceAccount } }),
});

/** AWS::Lambda::Permission: a statement of the function's resource policy. */
export const permissionResource =
  (cloud: Cloud, registry: FunctionRegistry): ResourceProvider =>
  (request) => {
    const given = parseProperties(permissionProperties, request);
    const resource = registry.arnOf(given.FunctionName);
    const Condition = conditionOf(given);
    const sid = physicalName(request);
    cloud.attachResourcePolicy(resource, {
      Version: '2012-10-17',
      Statement: {
        Sid: sid,
        Effect: 'Allow',
        Principal: given.Principal.endsWith('.amazonaws.com') ? { Service: given.Principal } : { AWS: given.Principal },
        Action: given.Action,
        Resource: resource,
        ...(Object.keys(Condition).length === 0 ? {} : { Condition }),
      },
    });
    return { ref: sid, attributes: { Id: sid } };
  };

/** AWS::Lambda::EventInvokeConfig. */
export const eventInvokeResource =
  (registry: FunctionRegistry): ResourceProvider =>
  (request) => {
    const given = parseProperties(eventInvokeProperties, request);
    registry.find(given.FunctionName).asyncSettings = asyncSettings(given);
    return { ref: physicalName(request), attributes: {} };
  };

const versionProperties = v.object({ FunctionName: text });
const aliasProperties = v.object({ FunctionName: text, Name: text, FunctionVersion: text });

/** AWS::Lambda::Version. */
export const versionResource =
  (registry: FunctionRegistry): ResourceProvider =>
  (request) => {
    const { FunctionName } = parseProperties(versionProperties, request);
    const version = publish(registry, FunctionName);
    const arn = registry.arnOf(FunctionName, version);
    return { ref: arn, attributes: { FunctionArn: arn, Version: version } };
  };

/** AWS::Lambda::Alias, without routing to a second version. */
export const aliasResource =
  (registry: FunctionRegistry): ResourceProvider =>
  (request) => {
    if ('RoutingConfig' in request.properties) refuse(request, 'RoutingConfig', 'point the alias at one version');
    const { FunctionName, Name, FunctionVersion } = parseProperties(aliasProperties, request);
    registry.versionsOf(FunctionName).point({ name: Name, version: FunctionVersion }, registry.functionArn(FunctionName));
    const arn = registry.arnOf(FunctionName, Name);
    return { ref: arn, attributes: { AliasArn: arn } };
  };

/** AWS::Lambda::LayerVersion is refused: the bundles hold everything. */
export const layerResource = (request: ResourceRequest): never =>
  refuse(request, 'a layer', 'bundle what the function needs into its code');
