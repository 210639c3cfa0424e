/** What templates say about roles and policies. */
import * as v from 'valibot';
import type { PolicyDocument } from '../cloud/cloud';

const texts = v.union([v.string(), v.array(v.string())]);
const scalar = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));

const statement = v.looseObject({
  Effect: v.picklist(['Allow', 'Deny']),
  Principal: v.exactOptional(v.union([v.literal('*'), v.record(v.string(), texts)])),
  Action: v.exactOptional(texts),
  NotAction: v.exactOptional(texts),
  Resource: v.exactOptional(texts),
  NotResource: v.exactOptional(texts),
  Condition: v.exactOptional(v.record(v.string(), v.record(v.string(), v.union([scalar, v.array(scalar)])))),
});

/** A policy document in a template. */
export const policyDocument: v.GenericSchema<unknown, PolicyDocument> = v.looseObject({
  Statement: v.union([statement, v.array(statement)]),
});

const path = v.optional(v.pipe(v.string(), v.regex(/^\/(.*\/)?$/)), '/');
const names = v.optional(v.array(v.string()), []);

/** AWS::IAM::Role */
export const roleProperties = v.object({
  RoleName: v.exactOptional(v.string()),
  Path: path,
  AssumeRolePolicyDocument: policyDocument,
  Policies: v.optional(v.array(v.object({ PolicyName: v.string(), PolicyDocument: policyDocument })), []),
  ManagedPolicyArns: names,
});

/** AWS::IAM::Policy */
export const policyProperties = v.object({
  PolicyName: v.string(),
  PolicyDocument: policyDocument,
  Roles: names,
});

/** AWS::IAM::ManagedPolicy */
export const managedPolicyProperties = v.object({
  ManagedPolicyName: v.exactOptional(v.string()),
  Path: path,
  PolicyDocument: policyDocument,
  Roles: names,
});

/** AWS::IAM::InstanceProfile */
export const instanceProfileProperties = v.object({
  InstanceProfileName: v.exactOptional(v.string()),
  Roles: v.array(v.string()),
});
