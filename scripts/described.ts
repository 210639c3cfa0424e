/** Adds what editors say about each key to a JSON Schema. */
import { descriptions } from './monspec-descriptions';

/** Keywords of JSON Schema that lead deeper without being a key of the document. */
const keywords = new Set(['properties', 'items', 'additionalProperties', '$defs', 'anyOf', 'oneOf', 'allOf', 'patternProperties']);

const withText = (value: object, place: string): object => {
  const description = Object.hasOwn(descriptions, place) ? descriptions[place] : undefined;
  return description === undefined ? value : { ...value, description };
};

/** Walks a schema; below `properties` and `$defs` stand the document's own keys, which make up the place. */
export const described = (value: unknown, path: readonly string[] = [], named = false): unknown => {
  if (Array.isArray(value)) {
    return value.map((one) => described(one, path));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const walked = Object.entries(value).map(([key, one]): [string, unknown] => {
    const isKeyword = !named && keywords.has(key);
    const below = isKeyword && (key === 'properties' || key === '$defs');
    const next = isKeyword ? path : [...path, key];
    const inner = described(one, next, below);
    return [key, named && typeof inner === 'object' && inner !== null ? withText(inner, next.join('.')) : inner];
  });
  return Object.fromEntries(walked);
};
