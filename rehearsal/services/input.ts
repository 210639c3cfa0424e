/** Parses what callers and templates hand to a stand-in, and refuses it in AWS's words. */
import * as v from 'valibot';
import { AwsError } from '../cloud/aws-error';
import type { ResourceRequest } from '../cloud/service';

/** Every issue as `Value at 'path' failed to satisfy constraint: …`, the way AWS lists them. */
const describe = (issues: readonly v.BaseIssue<unknown>[]): string =>
  issues.map((issue) => `Value at '${v.getDotPath(issue) ?? '(root)'}' failed to satisfy constraint: ${issue.message}`).join('; ');

/**
 * The input of an operation, typed. Throws `code` (default ValidationException), status 400, naming every bad member.
 */
export const parseInput = <const S extends v.GenericSchema>(schema: S, input: unknown, code = 'ValidationException'): v.InferOutput<S> => {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const count = `${result.issues.length} validation error${result.issues.length === 1 ? '' : 's'} detected`;
  throw new AwsError(code, `${count}: ${describe(result.issues)}`);
};

/** The properties of a template's resource, typed. Throws ValidationError naming the resource and every bad property. */
export const parseProperties = <const S extends v.GenericSchema>(schema: S, request: ResourceRequest): v.InferOutput<S> => {
  const result = v.safeParse(schema, request.properties);
  if (result.success) return result.output;
  throw new AwsError('ValidationError', `${request.stackName}/${request.logicalId} (${request.type}): ${describe(result.issues)}`);
};

/** Refuses a property that AWS supports and the rehearsal does not, rather than run without it. */
export const refuse = (request: ResourceRequest, property: string, instead: string): never => {
  throw new AwsError(
    'UnsupportedProperty',
    `${request.stackName}/${request.logicalId} (${request.type}): ${property} is not rehearsed; ${instead}`,
  );
};

/** A required string member. */
export const text = v.pipe(v.string('Member must not be null'), v.minLength(1, 'Member must not be empty'));

/** Numbers of templates may be strings, since CloudFormation accepts both. */
export const numeric = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.trim(), v.nonEmpty(), v.transform(Number))]),
  v.number('Member must be a number'),
  v.finite('Member must be a finite number'),
);

/** Booleans of templates may be strings. */
export const flag = v.union([
  v.boolean(),
  v.pipe(
    v.picklist(['true', 'false']),
    v.transform((value) => value === 'true'),
  ),
]);
