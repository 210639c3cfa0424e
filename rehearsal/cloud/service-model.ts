/** Checks values against AWS's own service models (`service-2.json`), as botocore publishes them. */
import * as v from 'valibot';

const member = v.object({ shape: v.string() });

const shape = v.object({
  type: v.string(),
  required: v.optional(v.array(v.string()), []),
  members: v.optional(v.record(v.string(), member), {}),
  member: v.exactOptional(member),
  key: v.exactOptional(member),
  value: v.exactOptional(member),
  enum: v.exactOptional(v.array(v.string())),
  pattern: v.exactOptional(v.string()),
  min: v.exactOptional(v.number()),
  max: v.exactOptional(v.number()),
  document: v.exactOptional(v.boolean()),
});

/** The parts of a service model that say what is valid. */
export const serviceModel = v.object({
  metadata: v.object({ endpointPrefix: v.string(), signingName: v.exactOptional(v.string()) }),
  operations: v.record(v.string(), v.object({ input: v.exactOptional(member), output: v.exactOptional(member) })),
  shapes: v.record(v.string(), shape),
});

export type ServiceModel = v.InferOutput<typeof serviceModel>;
type Shape = v.InferOutput<typeof shape>;

/** What is wrong with a value, each with its path; an empty list for a value that keeps the model. */
export const check = (model: ServiceModel, shapeName: string, value: unknown, path = ''): readonly string[] => {
  const found = model.shapes[shapeName];
  if (!found || found.document) return [];
  const wrong = (what: string) => [`${path || '(root)'}: ${what}`];
  switch (found.type) {
    case 'structure':
      return isObject(value) ? checkMembers(model, found, value, path) : wrong('is no structure');
    case 'map':
      return isObject(value)
        ? Object.entries(value).flatMap(([key, each]) => checkEntry(model, found, key, each, path))
        : wrong('is no map');
    case 'list': {
      if (!Array.isArray(value)) return wrong('is no list');
      return [
        ...outOfRange(found, value.length, path),
        ...value.flatMap((each, index) => check(model, found.member?.shape ?? '', each, `${path}[${index}]`)),
      ];
    }
    case 'string':
      return typeof value === 'string' ? checkText(found, value, path) : wrong('is no text');
    case 'boolean':
      return typeof value === 'boolean' ? [] : wrong('is no truth value');
    case 'timestamp':
      return value instanceof Date || ['number', 'string'].includes(typeof value) ? [] : wrong('is no time stamp');
    case 'blob':
      return value instanceof Uint8Array || typeof value === 'string' ? [] : wrong('is no bytes');
    default:
      return typeof value === 'number' && Number.isFinite(value) ? outOfRange(found, value, path) : wrong('is no number');
  }
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const checkMembers = (model: ServiceModel, found: Shape, value: Readonly<Record<string, unknown>>, path: string): readonly string[] => {
  const given = Object.entries(value).filter(([, each]) => each !== undefined);
  const missing = found.required.filter((name) => value[name] === undefined);
  const wrong = given.flatMap(([name, each]) => {
    const described = found.members[name];
    const place = path === '' ? name : `${path}.${name}`;
    return described ? check(model, described.shape, each, place) : [`${place}: is no member of the model`];
  });
  return [...missing.map((name) => `${path === '' ? name : `${path}.${name}`}: is missing`), ...wrong];
};

const checkEntry = (model: ServiceModel, found: Shape, key: string, value: unknown, path: string): readonly string[] => [
  ...check(model, found.key?.shape ?? '', key, `${path}.${key}`),
  ...check(model, found.value?.shape ?? '', value, `${path}.${key}`),
];

const checkText = (found: Shape, value: string, path: string): readonly string[] => {
  if (found.enum && !found.enum.includes(value)) return [`${path}: ${JSON.stringify(value)} is not one of ${found.enum.join(', ')}`];
  const pattern = found.pattern === undefined ? undefined : toRegExp(found.pattern);
  const mismatch = pattern && !pattern.test(value) ? [`${path}: ${JSON.stringify(value)} does not match ${found.pattern}`] : [];
  return [...mismatch, ...outOfRange(found, value.length, path)];
};

/** Patterns hold anywhere in a text unless they say otherwise. Some are no regular expressions of JavaScript: not checked. */
const toRegExp = (pattern: string): RegExp | undefined => {
  try {
    return new RegExp(pattern, pattern.includes(String.raw`\p{`) ? 'su' : 's');
  } catch {
    return undefined;
  }
};

const outOfRange = ({ min = -Infinity, max = Infinity }: Shape, size: number, path: string): readonly string[] =>
  size >= min && size <= max ? [] : [`${path}: ${size} is not between ${min} and ${max}`];
