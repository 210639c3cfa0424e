/** Prometheus' HTTP API: one expression over a window, parsed. */
import type * as v from 'valibot';
import type { Window } from '../../judge/series';
import { addressOf } from '../http/address';
import { Endpoint } from '../http/endpoint';
import { failure, type Failure } from '../http/failure';
import { ask, type Got, type Session } from '../http/session';
import { errorText, rangeSchema, seriesSchema, type RangeAnswer } from './answers';
import { authorise } from './authorise';
import type { PrometheusConfig } from './config';
import { matchersText, type Matchers } from './promql';

/** Seconds between two points that are asked for. */
export const stepSeconds = 60;

/** Points by the epoch milliseconds at which their minute begins, and what keeps them from being whole. */
export interface Points {
  readonly values: ReadonlyMap<number, number | null>;
  readonly problem?: Failure;
}

/** The API of a server; throws `BadUrl`. */
export const prometheusEndpoint = ({ url, auth, limits, pace }: PrometheusConfig): Endpoint =>
  new Endpoint({
    name: 'Prometheus',
    address: addressOf('Prometheus', url, 'https://prometheus.example.com', auth.kind !== 'none'),
    authorise: async (call, address) => authorise(auth, call, address),
    errorText,
    ...(limits === undefined ? {} : { limits }),
    ...(pace === undefined ? {} : { pace }),
  });

/** Both resources only read, so that a post may be repeated; a form has no limit of length, unlike an address. */
const post = async <Schema extends v.GenericSchema>(
  session: Session,
  resource: string,
  form: Readonly<Record<string, string>>,
  schema: Schema,
): Promise<Got<v.InferOutput<Schema>>> =>
  ask(
    session,
    {
      method: 'POST',
      path: `/api/v1/${resource}`,
      body: { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(form).toString() },
    },
    schema,
  );

/** `"NaN"` (no requests in that minute) and `"+Inf"` are no values. */
const numberOf = (text: string): number | null => {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) ? value : null;
};

const pointsOf = ({ warnings, data: { result } }: RangeAnswer): Points => {
  const [series, ...others] = result;
  if (others.length > 0) {
    return {
      values: new Map(),
      problem: failure(
        'bad-query',
        `Prometheus answered with ${result.length} series where one is needed; wrap the expression in sum(…) or avg(…)`,
      ),
    };
  }
  const values = new Map((series?.values ?? []).map(([second, text]) => [Math.round(second * 1000) - stepSeconds * 1000, numberOf(text)]));
  return { values, ...(warnings.length === 0 ? {} : { problem: failure('partial', `Prometheus warns: ${warnings.join(' ')}`) }) };
};

/** Evaluates an expression at the end of every minute of a window. Never rejects. */
export const queryRange = async (session: Session, query: string, { start, end }: Window): Promise<Points> => {
  const form = { query, start: String(start / 1000 + stepSeconds), end: String(end / 1000), step: String(stepSeconds) };
  const got = await post(session, 'query_range', form, rangeSchema);
  return got.ok ? pointsOf(got.value) : { values: new Map(), problem: got.failure };
};

/** Whether anything at all carries these labels in a window; undefined where that could not be learned. */
export const anySeries = async (session: Session, matchers: Matchers, { start, end }: Window): Promise<boolean | undefined> => {
  const form = { 'match[]': `{${matchersText(matchers)}}`, start: String(start / 1000), end: String(end / 1000), limit: '1' };
  const got = await post(session, 'series', form, seriesSchema);
  return got.ok ? got.value.data.length > 0 : undefined;
};
