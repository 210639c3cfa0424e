/** Prometheus' HTTP API in the place of a server: it checks method, path, form, credentials and limits of every request. */
import { parametersOf, StandIn, type Received, type Reply } from './stand-in';

/** What the server knows. */
export interface Knowledge {
  /** The value of an expression at a time (epoch seconds) as Prometheus writes it; null is no value; a list is several series. */
  evaluate: (query: string, second: number) => string | null | readonly string[];
  /** Whether series exist for a matcher such as `{job="shop"}`. */
  exists: (match: string) => boolean;
  /** Whether a request's credentials are good. */
  admits: (request: Received) => boolean;
  warnings: readonly string[];
}

class BadData extends Error {}

const need = (condition: boolean, message: string): void => {
  if (!condition) {
    throw new BadData(message);
  }
};

const failed = (status: number, errorType: string, error: string): Reply => ({ status, body: { status: 'error', errorType, error } });

const allowed: Readonly<Record<string, readonly string[]>> = {
  query_range: ['query', 'start', 'end', 'step'],
  series: ['match[]', 'start', 'end', 'limit'],
};

const balanced = (query: string): boolean => {
  const plain = query.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  return ['()', '{}', '[]'].every(([open, close]) => plain.split(open!).length === plain.split(close!).length);
};

const queryRange = ({ evaluate, warnings }: Knowledge, form: ReadonlyMap<string, string>): Reply => {
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(form.get(name)));
  const query = form.get('query') ?? '';
  need(query !== '' && balanced(query), `invalid parameter "query": ${query}`);
  need(
    Number.isFinite(start!) && Number.isFinite(end!) && end! >= start!,
    'invalid parameter "end": end timestamp must not be before start time',
  );
  need(step! > 0, 'invalid parameter "step"');
  need((end! - start!) / step! <= 11_000, 'exceeded maximum resolution of 11,000 points per timeseries');
  const seconds = Array.from({ length: Math.floor((end! - start!) / step!) + 1 }, (_, index) => start! + index * step!);
  const values = seconds.map((second) => [second, evaluate(query, second)] as const);
  const width = Math.max(...values.map(([, value]) => (Array.isArray(value) ? value.length : 1)));
  const series = Array.from({ length: width }, (_, index) => ({
    metric: width === 1 ? {} : { instance: String(index) },
    values: values.flatMap(([second, value]) => {
      const one = Array.isArray(value) ? (value[index] as string | undefined) : value;
      return typeof one === 'string' ? [[second, one]] : [];
    }),
  })).filter((one) => one.values.length > 0);
  return {
    status: 200,
    body: { status: 'success', data: { resultType: 'matrix', result: series }, ...(warnings.length === 0 ? {} : { warnings }) },
  };
};

const seriesOf = ({ exists }: Knowledge, form: ReadonlyMap<string, string>): Reply => {
  const match = form.get('match[]') ?? '';
  need(/^\{.+\}$/.test(match), 'match[] must contain at least one non-empty matcher');
  return { status: 200, body: { status: 'success', data: exists(match) ? [{ __name__: 'up' }] : [] } };
};

const answer = (knowledge: Knowledge, prefix: string, request: Received): Reply => {
  const resource = request.path.startsWith(`${prefix}/api/v1/`) ? request.path.slice(`${prefix}/api/v1/`.length) : '';
  if (!(resource in allowed)) {
    return failed(404, 'not_found', `no such path ${request.path}`);
  }
  if (!knowledge.admits(request)) {
    return failed(401, 'unauthorized', 'wrong credentials');
  }
  if (request.method !== 'POST' || request.query !== '' || request.headers['content-type'] !== 'application/x-www-form-urlencoded') {
    return failed(405, 'bad_data', 'post a form');
  }
  try {
    const form = parametersOf(request.body);
    const strange = [...form.keys()].filter((name) => !allowed[resource]?.includes(name));
    need(strange.length === 0, `unknown parameters ${strange.join(', ')}`);
    return resource === 'series' ? seriesOf(knowledge, form) : queryRange(knowledge, form);
  } catch (error) {
    if (error instanceof BadData) {
      return failed(400, 'bad_data', error.message);
    }
    throw error;
  }
};

/** A server's stand-in; `prefix` is what stands before `/api/v1`. */
export const startPrometheus = async (
  changes: Partial<Knowledge> = {},
  prefix = '',
): Promise<{ readonly server: StandIn; readonly knowledge: Knowledge; readonly url: string }> => {
  const knowledge: Knowledge = { evaluate: () => '1', exists: () => true, admits: () => true, warnings: [], ...changes };
  const server = await StandIn.start((request) => answer(knowledge, prefix, request));
  return { server, knowledge, url: `${server.url}${prefix}` };
};
