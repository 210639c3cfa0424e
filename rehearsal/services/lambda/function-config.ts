import * as v from 'valibot';
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { ResourceRequest } from '../../cloud/service';
import { numeric, parseProperties, refuse, text } from '../input';

/** A function as it runs. */
export interface FunctionConfig {
  readonly name: string;
  readonly arn: string;
  /** `$LATEST`, or the number of a published version. */
  readonly version: string;
  readonly roleArn: string;
  /** `file.export`, relative to the code's folder. */
  readonly handler: string;
  readonly runtime: string;
  /** Bounds the JavaScript heap. */
  readonly memoryMegabytes: number;
  /** Real time. */
  readonly timeoutSeconds: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly logGroup: string;
  readonly reservedConcurrency?: number;
  readonly deadLetterArn?: string;
}

/** Where the template says the code is. */
export type CodeLocation =
  { readonly kind: 'asset'; readonly bucket: string; readonly key: string } | { readonly kind: 'inline'; readonly source: string };

const properties = v.object({
  FunctionName: v.optional(v.pipe(text, v.regex(/^[\w-]{1,64}$/, 'Member must be 1 to 64 letters, digits, - or _'))),
  Runtime: v.pipe(text, v.regex(/^nodejs\d+\.x$/, 'only Node.js functions are rehearsed')),
  Handler: v.pipe(text, v.regex(/^[^.\s]+(\.[^.\s]+)*\.[^.\s]+$/, 'Member must look like file.export')),
  Role: text,
  Code: v.union(
    [v.object({ S3Bucket: text, S3Key: text }), v.object({ ZipFile: v.string() })],
    'Member must be S3Bucket and S3Key, or ZipFile',
  ),
  MemorySize: v.optional(v.pipe(numeric, v.minValue(128), v.maxValue(10_240)), 128),
  Timeout: v.optional(v.pipe(numeric, v.minValue(1), v.maxValue(900)), 3),
  Environment: v.optional(
    v.object({ Variables: v.optional(v.record(v.string(), v.union([v.string(), v.pipe(v.number(), v.transform(String))])), {}) }),
  ),
  LoggingConfig: v.optional(v.object({ LogGroup: v.optional(text) })),
  ReservedConcurrentExecutions: v.optional(v.pipe(numeric, v.minValue(0))),
  DeadLetterConfig: v.optional(v.object({ TargetArn: v.optional(text) })),
});

type Properties = v.InferOutput<typeof properties>;

const codeOf = (code: Properties['Code']): CodeLocation =>
  'ZipFile' in code ? { kind: 'inline', source: code.ZipFile } : { kind: 'asset', bucket: code.S3Bucket, key: code.S3Key };

/** Reads AWS::Lambda::Function; refuses what would make it behave differently here. */
export const parseFunction = (cloud: Cloud, request: ResourceRequest): { config: FunctionConfig; code: CodeLocation } => {
  for (const property of ['VpcConfig', 'Layers', 'ImageConfig', 'FileSystemConfigs'])
    if (property in request.properties) refuse(request, property, 'bundle what the function needs into its code');
  const given = parseProperties(properties, request);
  const name = given.FunctionName ?? physicalName(request);
  const deadLetterArn = given.DeadLetterConfig?.TargetArn;
  const config: FunctionConfig = {
    name,
    arn: cloud.arn('lambda', `function:${name}`),
    version: '$LATEST',
    roleArn: given.Role,
    handler: given.Handler,
    runtime: given.Runtime,
    memoryMegabytes: given.MemorySize,
    timeoutSeconds: given.Timeout,
    variables: given.Environment?.Variables ?? {},
    logGroup: given.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    ...(given.ReservedConcurrentExecutions === undefined ? {} : { reservedConcurrency: given.ReservedConcurrentExecutions }),
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
  };
  return { config, code: codeOf(given.Code) };
};
