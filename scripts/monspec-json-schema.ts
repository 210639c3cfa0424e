/** The JSON Schema of a monspec, made from the schema that the parser uses. */
import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema';
import { comparisonSchema } from '../lambda/monspec/schema/comparison';
import { environmentSchema } from '../lambda/monspec/schema/environment';
import { monspecSchema } from '../lambda/monspec/schema/monspec';
import { signatureSchema } from '../lambda/monspec/schema/signature';
import { described } from './described';

/** Keys that start with an underscore are comments or disabled, everywhere. */
const ignoredKeys = { '^_': {} };

const isNever = (schema: unknown): boolean => JSON.stringify(schema) === '{"not":{}}';

const openToComments = (schema: JsonSchema): JsonSchema => ({
  ...schema,
  patternProperties: ignoredKeys,
  ...(isNever(schema.additionalProperties) ? { additionalProperties: false } : {}),
});

/** Walks a schema and lets every object have ignored keys. */
const withIgnoredKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    return value.map(withIgnoredKeys);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const walked = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withIgnoredKeys(one)]));
  return walked['type'] === 'object' ? openToComments(walked) : walked;
};

const definitions = { environment: environmentSchema, comparison: comparisonSchema, signature: signatureSchema };

/** Says what the rules say besides the shape: exactly one metric. */
const withOneMetric = (schema: JsonSchema): JsonSchema => {
  const { signature, ...others } = schema.$defs ?? {};
  const oneOf = ['timeseries', 'smartscape', 'rate', 'cloudwatch'].map((key) => ({ required: [key] }));
  return { ...schema, $defs: { ...others, signature: { ...(signature as JsonSchema), oneOf } } };
};

/** The schema as editors read it. */
export const monspecJsonSchema = (): object => ({
  title: 'monspec',
  description: 'Performance signatures of services, as code.',
  properties: { $schema: { type: 'string' } },
  ...(described(withIgnoredKeys(withOneMetric(toJsonSchema(monspecSchema, { typeMode: 'input', definitions })))) as JsonSchema),
});
