/** A CloudFormation template as far as the resolver reads it. */
import * as v from 'valibot';

const anything = v.record(v.string(), v.unknown());
const dependsOn = v.union([v.string(), v.array(v.string())]);

const resource = v.object({
  Type: v.string(),
  Properties: v.optional(anything, {}),
  DependsOn: v.optional(dependsOn, []),
  Condition: v.exactOptional(v.string()),
});

const parameter = v.object({
  Type: v.string(),
  Default: v.exactOptional(v.union([v.string(), v.number(), v.boolean()])),
  AllowedValues: v.exactOptional(v.array(v.unknown())),
});

const output = v.object({
  Value: v.unknown(),
  Description: v.exactOptional(v.string()),
  Condition: v.exactOptional(v.string()),
  Export: v.exactOptional(v.object({ Name: v.unknown() })),
});

export const templateSchema = v.object({
  Resources: v.record(v.string(), resource),
  Parameters: v.optional(v.record(v.string(), parameter), {}),
  Conditions: v.optional(anything, {}),
  Mappings: v.optional(v.record(v.string(), v.record(v.string(), anything)), {}),
  Outputs: v.optional(v.record(v.string(), output), {}),
  Transform: v.exactOptional(v.unknown()),
  Rules: v.optional(anything, {}),
});

export type Template = v.InferOutput<typeof templateSchema>;
export type TemplateResource = v.InferOutput<typeof resource>;
export type TemplateParameter = v.InferOutput<typeof parameter>;
