/** Dynatrace's selector languages, as far as the stand-in needs them. Wrong text throws `Refused`. */

/** Something that the real API would refuse with HTTP 400. */
export class Refused extends Error {}

export interface StandInEntity {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  /** As Dynatrace writes them: `[CONTEXT]key:value` with `\:` for a colon that belongs to key or value. */
  readonly tags: readonly string[];
  readonly toRelationships?: Readonly<Record<string, readonly string[]>>;
  readonly fromRelationships?: Readonly<Record<string, readonly string[]>>;
}

/** Splits at commas outside brackets and quotes. */
export const splitTop = (text: string): string[] => {
  const parts = [''];
  let [depth, inQuotes] = [0, false];
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]!;
    if (character === '~') {
      parts.push(`${parts.pop()}${character}${text[(index += 1)] ?? ''}`);
      continue;
    }
    inQuotes = character === '"' ? !inQuotes : inQuotes;
    depth += inQuotes ? 0 : ({ '(': 1, ')': -1 }[character] ?? 0);
    if (character === ',' && depth === 0 && !inQuotes) {
      parts.push('');
    } else {
      parts.push(`${parts.pop()}${character}`);
    }
  }
  if (depth !== 0 || inQuotes) {
    throw new Refused(`unbalanced selector ${text}`);
  }
  return parts;
};

const unquoted = (text: string): string => {
  const inner = /^"((?:[^"~]|~["~])*)"$/.exec(text)?.[1];
  if (inner === undefined) {
    throw new Refused(`not a quoted text: ${text}`);
  }
  return inner.replaceAll(/~(["~])/g, '$1');
};

type Test = (entity: StandInEntity, all: readonly StandInEntity[]) => boolean;

const criterion = (text: string): Test => {
  const [, name = '', argument = ''] = /^([A-Za-z.]+)\(([\s\S]*)\)$/.exec(text) ?? [];
  switch (name) {
    case 'type':
      return ({ type }) => type === unquoted(argument);
    case 'tag':
      return ({ tags }) => tags.includes(unquoted(argument));
    case 'entityName.equals':
      return (entity) => entity.name === unquoted(argument);
    case 'entityId':
      return ({ id }) => splitTop(argument).map(unquoted).includes(id);
    case 'fromRelationships.isServiceMethodOfService':
      return ({ fromRelationships }, all) =>
        select(argument, all).some(({ id }) => fromRelationships?.['isServiceMethodOfService']?.includes(id));
    default:
      throw new Refused(`unknown criterion ${text}`);
  }
};

/** The entities of a selector. */
export const select = (selector: string, all: readonly StandInEntity[]): StandInEntity[] => {
  if (selector.length > 2000) {
    throw new Refused('the entity selector is longer than 2000 characters');
  }
  const [first = '', ...others] = splitTop(selector);
  if (!/^(type|entityId)\(/.test(first)) {
    throw new Refused(`an entity selector begins with type() or entityId(): ${selector}`);
  }
  const tests = [first, ...others].map(criterion);
  return all.filter((entity) => tests.every((test) => test(entity, all)));
};

export interface MetricSelector {
  readonly key: string;
  readonly transformations: readonly string[];
  /** As the answer names it: `percentile(90)` becomes `percentile(90.0)`. */
  readonly metricId: string;
}

/** One metric selector: a key, then transformations after colons. */
export const metricSelector = (text: string): MetricSelector => {
  const [, key = '', rest = ''] = /^((?:builtin|calc|ext):[\w.]+|\([^:]*\))((?::\w+(?:\([^)]*\))?)*)$/.exec(text) ?? [];
  if (key === '') {
    throw new Refused('Metric selector parse error');
  }
  return {
    key,
    transformations: rest.split(':').slice(1),
    metricId: text.replaceAll(/percentile\((\d+)\)/g, 'percentile($1.0)'),
  };
};
