/** Dynatrace's entity selectors: which entities an environment is. */
import type { EntityType, EnvironmentSpec, Tag } from '../../monspec/monspec';

/** A selected set of entities; equal selectors are the same set. */
export interface Scope {
  readonly selector: string;
  /** For people, for example `SERVICE with DeploymentGroup:Staging`. */
  readonly label: string;
}

/** Longest entity selector that Dynatrace takes, in characters. */
export const longestSelector = 2000;

/** Text inside a selector: in quotes, with `~` before quotes and tildes. */
const quoted = (text: string): string => `"${text.replaceAll(/[~"]/g, '~$&')}"`;

/** A colon would separate key and value; a colon that belongs to them is written `\:`. */
const escaped = (text: string): string => text.replaceAll(':', String.raw`\:`);

/** A tag as Dynatrace writes it: `[AWS]key:value`, `key:value` or `key`. */
export const tagText = ({ context, key, value }: Tag): string =>
  `${context === 'CONTEXTLESS' ? '' : `[${context}]`}${escaped(key)}${value === '' ? '' : `:${escaped(value)}`}`;

/** The type of entity that a metric belongs to, by its key; the monspec's type where the key does not say. */
export const typeOfMetric = (metricKey: string, otherwise: EntityType): EntityType => {
  const types: readonly (readonly [string, EntityType])[] = [
    ['builtin:service.', 'SERVICE'],
    ['builtin:host.', 'HOST'],
    ['builtin:tech.', 'PROCESS_GROUP_INSTANCE'],
    ['builtin:pgi.', 'PROCESS_GROUP_INSTANCE'],
    ['builtin:apps.web.', 'APPLICATION'],
  ];
  return types.find(([prefix]) => metricKey.startsWith(prefix))?.[1] ?? otherwise;
};

/** The entities of a type that carry all tags of an environment. */
export const scopeOf = (type: EntityType, { tags }: EnvironmentSpec): Scope => ({
  selector: [`type("${type}")`, ...tags.map((tag) => `tag(${quoted(tagText(tag))})`)].join(','),
  label: `${type} with ${tags.map(tagText).join(' and ')}`,
});

/** The methods of that name (key requests) of the services in a scope. */
export const methodScope = (service: Scope, method: string): Scope => ({
  selector: `type("SERVICE_METHOD"),entityName.equals(${quoted(method)}),fromRelationships.isServiceMethodOfService(${service.selector})`,
  label: `key request ${method} of ${service.label}`,
});
