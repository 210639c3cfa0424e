/** What a target gets of an event: all of it, a part, a constant, or a template filled from it. */
import type { Envelope } from './envelope';
import { readPath } from './json-path';

export type TargetInput =
  | { readonly kind: 'event' }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'constant'; readonly text: string }
  | { readonly kind: 'template'; readonly template: string; readonly paths: Readonly<Record<string, string>> };

/** The rule in whose name the event goes out. */
export interface InputRule {
  readonly name: string;
  readonly arn: string;
}

/** The JSON text for the target. */
export const targetText = (input: TargetInput, event: Envelope, rule: InputRule): string => {
  switch (input.kind) {
    case 'event':
      return JSON.stringify(event);
    case 'path':
      return JSON.stringify(readPath(event, input.path) ?? null);
    case 'constant':
      return input.text;
    case 'template':
      return fill(input.template, variables(input.paths, event, rule));
  }
};

const variables = (paths: Readonly<Record<string, string>>, event: Envelope, rule: InputRule): ReadonlyMap<string, unknown> =>
  new Map<string, unknown>([
    ...Object.entries(paths).map(([name, path]) => [name, readPath(event, path)] as const),
    ['aws.events.rule-arn', rule.arn],
    ['aws.events.rule-name', rule.name],
    ['aws.events.event.ingestion-time', event.time],
    ['aws.events.event', event],
    ['aws.events.event.json', event],
  ]);

/** Parts of a template: a quote that is not escaped, a variable, or one other sign. */
const part = /\\[\s\S]|"|<([\w.-]+)>|[\s\S]/g;

/** Inside quotes a variable is text; outside it is JSON. A path that leads nowhere leaves an empty text. */
const fill = (template: string, values: ReadonlyMap<string, unknown>): string => {
  let quoted = false;
  return template.replaceAll(part, (whole, name: string | undefined) => {
    if (whole === '"') quoted = !quoted;
    if (name === undefined) return whole;
    const json = JSON.stringify(values.get(name) ?? '');
    if (!quoted) return json;
    return json.startsWith('"') ? json.slice(1, -1) : JSON.stringify(json).slice(1, -1);
  });
};
