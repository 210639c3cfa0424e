/** Dynatrace's API v2 in the place of a tenant: it checks method, path, encoding, token, scope and limits of every request. */
import { metricSelector, Refused, select, splitTop, type MetricSelector, type StandInEntity } from './dynatrace-selectors';
import { parametersOf, StandIn, type Received, type Reply } from './stand-in';

export type { StandInEntity } from './dynatrace-selectors';

export const token = 'dt0c01.ABCDEFGHIJKLMNOPQRSTUVWX.SECRETSECRETSECRET';

export interface Sample {
  readonly selector: MetricSelector;
  readonly entities: readonly StandInEntity[];
  /** Epoch milliseconds at which the period begins. */
  readonly at: number;
}

/** What the tenant knows. */
export interface Tenant {
  entities: readonly StandInEntity[];
  /** The value of a period; null is a period without a value, undefined one that is left out. Throws `Refused` for an unknown metric. */
  sample: (sample: Sample) => number | null | undefined;
  problems: readonly { readonly startTime: number; readonly endTime: number; readonly affected: readonly string[] }[];
  /** Scopes of the token. */
  scopes: readonly string[];
  /** What GET metrics/query answers, changed before it is sent. */
  rewrite: (answer: Record<string, unknown>) => Record<string, unknown>;
  /** Largest page, whatever is asked for. */
  pageSize: number;
  /** What POST events/ingest was sent. */
  readonly events: { readonly [name: string]: unknown }[];
}

const reply = (status: number, message: string): Reply => ({ status, body: { error: { code: status, message } } });

const need = (condition: boolean, message: string): void => {
  if (!condition) {
    throw new Refused(message);
  }
};

const resolutionSeconds: Readonly<Record<string, number>> = { '1m': 60, '5m': 300, '1h': 3600 };

const allowed: Readonly<Record<string, readonly string[]>> = {
  entities: ['entitySelector', 'fields', 'from', 'to', 'pageSize', 'nextPageKey'],
  problems: ['entitySelector', 'from', 'to', 'pageSize', 'nextPageKey'],
  'metrics/query': ['metricSelector', 'entitySelector', 'resolution', 'from', 'to'],
};

const scopeOf: Readonly<Record<string, string>> = {
  entities: 'entities.read',
  problems: 'problems.read',
  'metrics/query': 'metrics.read',
  'events/ingest': 'events.ingest',
};

const spanOf = (parameters: ReadonlyMap<string, string>): { from: number; to: number } => {
  const [from, to] = [Number(parameters.get('from')), Number(parameters.get('to'))];
  need(Number.isInteger(from) && Number.isInteger(to) && from < to, `from ${from} must be before to ${to}`);
  return { from, to };
};

/** Pages hold a cursor that stands for everything that was asked. */
const paged = (
  tenant: Tenant,
  parameters: ReadonlyMap<string, string>,
  itemsOf: (asked: ReadonlyMap<string, string>) => readonly unknown[],
  name: string,
): Reply => {
  const cursor = parameters.get('nextPageKey');
  need(cursor === undefined || parameters.size === 1, 'nextPageKey excludes every other parameter');
  const [offset, asked] =
    cursor === undefined ? [0, parameters] : (JSON.parse(Buffer.from(cursor, 'base64').toString()) as [number, [string, string][]]);
  const origin = new Map(asked);
  const items = itemsOf(origin);
  const size = Math.min(Number(origin.get('pageSize') ?? '50'), tenant.pageSize);
  need(size >= 1 && Number(origin.get('pageSize') ?? '50') <= 500, 'pageSize is at most 500');
  const next = offset + size < items.length ? Buffer.from(JSON.stringify([offset + size, [...origin]])).toString('base64') : null;
  return { status: 200, body: { totalCount: items.length, pageSize: size, nextPageKey: next, [name]: items.slice(offset, offset + size) } };
};

const related = (relations: Readonly<Record<string, readonly string[]>> | undefined, wanted: readonly string[]) =>
  Object.fromEntries(
    Object.entries(relations ?? {})
      .filter(([name]) => wanted.includes(name))
      .map(([name, ids]) => [name, ids.map((id) => ({ id, type: id.split('-')[0] }))]),
  );

const entities = (tenant: Tenant, parameters: ReadonlyMap<string, string>): Reply =>
  paged(
    tenant,
    parameters,
    (asked) => {
      spanOf(asked);
      const fields = (asked.get('fields') ?? '').split(',').filter((field) => field !== '');
      need(
        fields.every((field) => /^\+(to|from)Relationships\.\w+$/.test(field)),
        `fields ${fields.join(',')}`,
      );
      const wanted = (direction: string): string[] =>
        fields.filter((field) => field.startsWith(`+${direction}.`)).map((field) => field.slice(direction.length + 2));
      return select(asked.get('entitySelector') ?? '', tenant.entities).map(({ id, type, name, toRelationships, fromRelationships }) => ({
        entityId: id,
        type,
        displayName: name,
        ...(fields.length === 0
          ? {}
          : {
              toRelationships: related(toRelationships, wanted('toRelationships')),
              fromRelationships: related(fromRelationships, wanted('fromRelationships')),
            }),
      }));
    },
    'entities',
  );

const problems = (tenant: Tenant, parameters: ReadonlyMap<string, string>): Reply =>
  paged(
    tenant,
    parameters,
    (asked) => {
      const { from, to } = spanOf(asked);
      const ids = new Set(select(asked.get('entitySelector') ?? '', tenant.entities).map(({ id }) => id));
      return tenant.problems.filter(
        ({ startTime, endTime, affected }) =>
          affected.some((id) => ids.has(id)) && ((startTime >= from && startTime <= to) || (endTime >= from && endTime <= to)),
      );
    },
    'problems',
  );

const metrics = (tenant: Tenant, parameters: ReadonlyMap<string, string>): Reply => {
  const { from, to } = spanOf(parameters);
  const resolution = parameters.get('resolution') ?? '';
  const period = (resolutionSeconds[resolution] ?? 0) * 1000;
  need(period > 0, `resolution ${resolution}`);
  need((to - from) / period <= 10_080, 'more than 10,080 points per series');
  const texts = splitTop(parameters.get('metricSelector') ?? '');
  need(texts.length <= 10, 'You can select up to 10 metrics for one query');
  const matched = select(parameters.get('entitySelector') ?? '', tenant.entities);
  const slots = Array.from({ length: Math.ceil((to - from) / period) }, (_, index) => from + index * period);
  const result = texts.map(metricSelector).map((selector) => {
    const values =
      matched.length === 0
        ? []
        : slots
            .map((at) => [at + period, tenant.sample({ selector, entities: matched, at })] as const)
            .filter(([, value]) => value !== undefined);
    const series = { dimensions: [], dimensionMap: {}, timestamps: values.map(([time]) => time), values: values.map(([, value]) => value) };
    return { metricId: selector.metricId, dataPointCountRatio: 0, dimensionCountRatio: 0, data: values.length === 0 ? [] : [series] };
  });
  // The order of an answer is not promised.
  return { status: 200, body: tenant.rewrite({ totalCount: matched.length, nextPageKey: null, resolution, result: result.reverse() }) };
};

const ingest = (tenant: Tenant, { body, headers }: Received): Reply => {
  need(headers['content-type'] === 'application/json', 'Content-Type must be application/json');
  const event = JSON.parse(body) as { entitySelector?: string; eventType?: string; title?: string; properties?: Record<string, string> };
  need(event.eventType === 'CUSTOM_DEPLOYMENT' && (event.title ?? '') !== '', 'eventType and title are required');
  need(
    Object.entries(event.properties ?? {}).every(([key, value]) => key.length <= 100 && value.length <= 4096),
    'a property is too long',
  );
  tenant.events.push(event);
  const reports = select(event.entitySelector ?? '', tenant.entities).map(({ id }) => ({ correlationId: id, status: 'OK' }));
  return { status: 201, body: { reportCount: reports.length, eventIngestResults: reports } };
};

/** Everything outside the unreserved characters is percent-encoded; a raw `+` would be read as a space. */
const isEncoded = (query: string): boolean => /^(?:[\w.!~*'()=&-]|%[0-9A-F]{2})*$/.test(query);

const route = (tenant: Tenant, request: Received, resource: string): Reply => {
  if (resource === 'events/ingest') {
    return request.method === 'POST' ? ingest(tenant, request) : reply(405, 'Method Not Allowed');
  }
  if (request.method !== 'GET') {
    return reply(405, 'Method Not Allowed');
  }
  need(isEncoded(request.query), `the query is not percent-encoded: ${request.query}`);
  const parameters = parametersOf(request.query);
  const strange = [...parameters.keys()].filter((name) => !allowed[resource]?.includes(name));
  need(strange.length === 0, `unknown parameters ${strange.join(', ')}`);
  const routes = { entities, problems, 'metrics/query': metrics };
  return routes[resource as keyof typeof routes](tenant, parameters);
};

const answer = (tenant: Tenant, prefix: string, request: Received): Reply => {
  const resource = request.path.startsWith(`${prefix}/api/v2/`) ? request.path.slice(`${prefix}/api/v2/`.length) : '';
  const scope = scopeOf[resource];
  if (scope === undefined) {
    return reply(404, `No such path ${request.path}`);
  }
  if (request.headers.authorization !== `Api-Token ${token}`) {
    return reply(401, 'Token Authentication failed');
  }
  if (!tenant.scopes.includes(scope)) {
    return reply(403, `Token is missing required scope. Use one of: ${scope}`);
  }
  try {
    return route(tenant, request, resource);
  } catch (error) {
    if (error instanceof Refused) {
      return reply(400, error.message);
    }
    throw error;
  }
};

/** A tenant's stand-in; `prefix` is `/e/{id}` for Managed. */
export const startDynatrace = async (
  changes: Partial<Tenant> = {},
  prefix = '',
): Promise<{ readonly server: StandIn; readonly tenant: Tenant; readonly url: string }> => {
  const tenant: Tenant = {
    entities: [],
    sample: () => 1,
    problems: [],
    scopes: Object.values(scopeOf),
    rewrite: (one) => one,
    pageSize: 500,
    events: [],
    ...changes,
  };
  const server = await StandIn.start((request) => answer(tenant, prefix, request));
  return { server, tenant, url: `${server.url}${prefix}` };
};
