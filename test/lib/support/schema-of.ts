/**
 * A schema of the SDK with everything it refers to, as plain data: references (functions without parameters) are
 * followed, and a shape met again stands as its name.
 */
export function schemaOf(schema: unknown, met: Set<unknown> = new Set()): unknown {
  if (typeof schema === 'function') return schemaOf(schema(), met);
  if (Array.isArray(schema)) {
    if (met.has(schema)) return `again ${String(schema[2])}`;
    met.add(schema);
    return schema.map((part) => schemaOf(part, met));
  }
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, schemaOf(part, met)]));
}
