/** Route keys of HTTP APIs: `GET /validations/{id}`, `ANY /files/{proxy+}`, `$default`. */

/** A route key, taken apart. */
export type RoutePattern =
  { readonly kind: 'default' } | { readonly kind: 'path'; readonly method: string; readonly segments: readonly Segment[] };

type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'greedy'; readonly name: string };

export type PathParameters = Readonly<Record<string, string>>;

const segment = (text: string): Segment => {
  const [, name, greedy] = /^\{([\w.:-]+)(\+?)\}$/.exec(text) ?? [];
  if (name === undefined) return { kind: 'text', text };
  return greedy === '+' ? { kind: 'greedy', name } : { kind: 'parameter', name };
};

/** Parses a route key; undefined for one that is not valid. */
export const parseRouteKey = (key: string): RoutePattern | undefined => {
  if (key === '$default') return { kind: 'default' };
  const [, method, path] = /^(ANY|GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \/(\S*)$/.exec(key) ?? [];
  if (method === undefined || path === undefined) return undefined;
  return { kind: 'path', method, segments: path.split('/').map(segment) };
};

/** How specific a match is: text before parameter before greedy, a named method before ANY, `$default` last. */
export interface RouteMatch {
  readonly rank: string;
  readonly parameters: PathParameters;
}

const ranks = { text: '0', parameter: '1', greedy: '2' } as const;

/** Matches a request with a pattern. @param path decoded, with its leading slash */
export const matchRoute = (pattern: RoutePattern, method: string, path: string): RouteMatch | undefined => {
  if (pattern.kind === 'default') return { rank: '9', parameters: {} };
  if (pattern.method !== 'ANY' && pattern.method !== method) return undefined;
  const parameters = matchSegments(pattern.segments, path.slice(1).split('/'));
  if (parameters === undefined) return undefined;
  const rank = pattern.segments.map(({ kind }) => ranks[kind]).join('') + (pattern.method === 'ANY' ? '1' : '0');
  return { rank, parameters };
};

const matchSegments = (segments: readonly Segment[], parts: readonly string[]): PathParameters | undefined => {
  const parameters: Record<string, string> = {};
  for (const [index, wanted] of segments.entries()) {
    const part = parts[index];
    if (part === undefined) return undefined;
    if (wanted.kind === 'greedy') return { ...parameters, [wanted.name]: parts.slice(index).join('/') };
    if (wanted.kind === 'parameter' && part === '') return undefined;
    if (wanted.kind === 'text' && wanted.text !== part) return undefined;
    if (wanted.kind === 'parameter') parameters[wanted.name] = part;
  }
  return parts.length === segments.length ? parameters : undefined;
};
