/** Code, versions and aliases by the API. */
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Need, Principal } from '../../cloud/service';
import { validated } from '../../cloud/validated';
import { text } from '../input';
import { placeZip } from './code';
import type { Fronts } from './front/fronts';
import type { FunctionRegistry } from './function-registry';
import { configurationOf } from './get-function-configuration';
import type { Alias } from './function-versions';

const weight = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const updateCode = v.object({
  FunctionName: text,
  S3Bucket: v.optional(text),
  S3Key: v.optional(text),
  S3ObjectVersion: v.optional(text),
  ZipFile: v.optional(v.instance(Uint8Array)),
  RevisionId: v.optional(text),
  Publish: v.optional(v.boolean(), false),
});

/** Variables are all that is changed here; anything else would be lost silently. */
const updateConfiguration = v.strictObject({
  FunctionName: text,
  RevisionId: v.optional(text),
  Environment: v.object({ Variables: v.record(v.pipe(v.string(), v.regex(/^[a-zA-Z]\w+$/)), v.string()) }),
});

const updateAlias = v.object({
  FunctionName: text,
  Name: text,
  FunctionVersion: v.optional(text),
  RoutingConfig: v.optional(v.object({ AdditionalVersionWeights: v.optional(v.nullable(v.record(text, weight)), {}) })),
});

/** Publishes $LATEST as the next version, or finds the version that it is. */
export const publish = (registry: FunctionRegistry, functionName: string): string => {
  const versions = registry.versionsOf(functionName);
  return versions.publish((number) => versions.latest.deployed.asVersion(number));
};

export const versionOperations = (cloud: Cloud, registry: FunctionRegistry, fronts: Fronts) => {
  const need =
    (...actions: readonly string[]) =>
    ({ FunctionName }: { readonly FunctionName: string }): Need[] =>
      actions.map((action) => ({ action: `lambda:${action}`, resource: registry.functionArn(FunctionName) }));
  return {
    UpdateFunctionCode: validated(updateCode, {
      needs: (input) => need('UpdateFunctionCode', ...(input.Publish ? ['PublishVersion'] : []))(input),
      run: async (input, caller) => {
        const versions = registry.versionsOf(input.FunctionName);
        const { deployed } = versions.latest;
        const { folder, sha256 } = placeZip(cloud, await zipOf(cloud, input, caller), deployed.config.name);
        const before = versions.replace({ deployed: deployed.withCode(folder), sha256 }, cloud.clock.now(), input.RevisionId);
        const version = input.Publish ? publish(registry, input.FunctionName) : '$LATEST';
        await before.stop();
        return configurationOf(registry, cloud.clock.now(), input.FunctionName, version);
      },
    }),
    UpdateFunctionConfiguration: validated(updateConfiguration, {
      needs: need('UpdateFunctionConfiguration'),
      run: async ({ FunctionName, RevisionId, Environment }) => {
        const versions = registry.versionsOf(FunctionName);
        const { deployed, sha256 } = versions.latest;
        const changed = { deployed: deployed.withVariables(Environment.Variables), sha256 };
        await versions.replace(changed, cloud.clock.now(), RevisionId).stop();
        return configurationOf(registry, cloud.clock.now(), FunctionName, '$LATEST');
      },
    }),
    PublishVersion: validated(v.object({ FunctionName: text, CodeSha256: v.optional(text) }), {
      needs: need('PublishVersion'),
      run: ({ FunctionName, CodeSha256 }) => {
        const { sha256 } = registry.versionsOf(FunctionName).latest;
        if (CodeSha256 !== undefined && CodeSha256 !== sha256)
          throw new AwsError(
            'InvalidParameterValueException',
            `CodeSHA256 (${CodeSha256}) is different from current CodeSHA256 in $LATEST (${sha256}). Please try again with the CodeSHA256 in $LATEST.`,
          );
        return configurationOf(registry, cloud.clock.now(), FunctionName, publish(registry, FunctionName));
      },
    }),
    GetAlias: validated(v.object({ FunctionName: text, Name: text }), {
      needs: need('GetAlias'),
      run: ({ FunctionName, Name }) => aliasView(registry, FunctionName, registry.alias(FunctionName, Name)),
    }),
    UpdateAlias: validated(updateAlias, {
      needs: need('UpdateAlias'),
      run: async ({ FunctionName, Name, FunctionVersion, RoutingConfig }) => {
        const before = registry.alias(FunctionName, Name);
        const [additional, ...others] = Object.entries(RoutingConfig?.AdditionalVersionWeights ?? {});
        if (others.length > 0)
          throw new AwsError('InvalidParameterValueException', 'Number of items in AdditionalVersionWeights cannot be greater than 1.');
        const kept = RoutingConfig === undefined ? before.additional : undefined;
        const after: Alias = {
          name: Name,
          version: FunctionVersion ?? before.version,
          ...(additional === undefined ? kept && { additional: kept } : { additional: { version: additional[0], weight: additional[1] } }),
        };
        registry.versionsOf(FunctionName).point(after, registry.functionArn(FunctionName));
        await fronts.follow(registry.arnOf(FunctionName, Name));
        return aliasView(registry, FunctionName, after);
      },
    }),
  };
};

/** Lambda reads an object with the permissions of its caller. */
const zipOf = async (cloud: Cloud, given: v.InferOutput<typeof updateCode>, caller: Principal): Promise<Uint8Array> => {
  if (given.ZipFile !== undefined) return given.ZipFile;
  const { S3Bucket: Bucket, S3Key: Key, S3ObjectVersion: VersionId } = given;
  if (Bucket === undefined || Key === undefined)
    throw new AwsError('InvalidParameterValueException', 'Please provide a source for function code.');
  const input = { Bucket, Key, ...(VersionId === undefined ? {} : { VersionId }) };
  const { Body } = await cloud.call<{ Body: AsyncIterable<Uint8Array> | Uint8Array }>('s3', 'GetObject', input, caller);
  return bytesOf(Body);
};

const bytesOf = async (body: AsyncIterable<Uint8Array> | Uint8Array): Promise<Uint8Array> => {
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const aliasView = (registry: FunctionRegistry, functionName: string, { name, version, additional }: Alias) => ({
  AliasArn: registry.arnOf(functionName, name),
  Name: name,
  FunctionVersion: version,
  Description: '',
  ...(additional === undefined ? {} : { RoutingConfig: { AdditionalVersionWeights: { [additional.version]: additional.weight } } }),
});
