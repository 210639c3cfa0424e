import * as v from 'valibot';

const listed = v.array(v.object({ Key: v.string(), Value: v.union([v.string(), v.number(), v.boolean()]) }));
const mapped = v.record(v.string(), v.string());

/** Tags of a resource's properties, which types write as a list of `{Key, Value}` or as a map. */
export const tagsOf = (properties: unknown): Readonly<Record<string, string>> => {
  const tags = Object(properties) as { readonly Tags?: unknown };
  const list = v.safeParse(listed, tags.Tags);
  if (list.success) return Object.fromEntries(list.output.map(({ Key, Value }) => [Key, String(Value)]));
  const map = v.safeParse(mapped, tags.Tags);
  return map.success ? map.output : {};
};
