/**
 * Metrics from a Prometheus server, or from anything that speaks its HTTP API.
 *
 *   plan each request → evaluate each expression once → assemble each answer → tell no data from no such target
 */
import type { SeriesOutcome } from '../../judge/series';
import type { Endpoint } from '../http/endpoint';
import { failure } from '../http/failure';
import { mapPooled } from '../http/pool';
import { openSession, type Session } from '../http/session';
import { skewHint } from '../http/skew';
import { spanText } from '../span-text';
import type { PointsCache } from '../points-cache';
import type { MetricSource, SeriesAnswer, SeriesRequest, SourceReceipt } from '../source';
import { anySeries, prometheusEndpoint } from './api';
import { assemble } from './assemble';
import type { PrometheusConfig } from './config';
import { evaluate } from './evaluate';
import { planRequest, queriesOf, type Plan } from './plan';
import { matchersText } from './promql';

/** Scrapes of a rate: a counter grows between two of them. */
const scrapesOfRate = 2;

interface Planned {
  readonly request: SeriesRequest;
  readonly plan: Plan;
}

/** No values: is there no such target, or does it not have the metric? Each environment is asked for once per window. */
const explainer = (session: Session) => {
  const known = new Map<string, Promise<boolean | undefined>>();
  return async ({ request: { environment, window }, plan }: Planned): Promise<SeriesOutcome> => {
    const labels = environment.prometheus?.labels ?? {};
    const matchers = matchersText(labels);
    const key = `${window.start} ${window.end} ${matchers}`;
    const found = known.get(key) ?? anySeries(session, labels, window);
    known.set(key, found);
    return (await found) === false
      ? failure(
          'no-entity',
          `Prometheus has nothing with {${matchers}} ${spanText(window)}; check the labels of the environment ${environment.name}`,
        )
      : failure(
          'no-data',
          `Prometheus has no ${queriesOf(plan)[0] ?? 'values'} ${spanText(window)}; check the metric's name and that requests were sent${skewHint(session.traffic.skewMilliseconds)}`,
        );
  };
};

const countsOf = ({ traffic: { calls, bytes } }: Session) => ({ calls, bytes });

class PrometheusSource implements MetricSource {
  readonly name = 'prometheus';

  constructor(
    private readonly endpoint: Endpoint,
    private readonly rangeSeconds: number,
    private readonly cache: PointsCache | undefined,
  ) {}

  async fetch(requests: readonly SeriesRequest[]): Promise<{ answers: readonly SeriesAnswer[]; receipt: SourceReceipt }> {
    const { pace, limits } = this.endpoint;
    const startedAt = pace.clock();
    const session = openSession(this.endpoint);
    const explain = explainer(session);
    const planned = requests.map((request) => ({ request, plan: planRequest(request, this.rangeSeconds) }));
    const lookup = await evaluate(
      session,
      planned.flatMap(({ request: { window }, plan }) => queriesOf(plan).map((query) => ({ query, window }))),
      this.cache,
      startedAt,
    );
    const answers = await mapPooled(planned, limits.concurrency, async (one) => ({
      id: one.request.id,
      outcome: assemble(one.plan, one.request, lookup) ?? (await explain(one)),
    }));
    return {
      answers,
      receipt: { ...countsOf(session), metrics: requests.length, milliseconds: pace.clock() - startedAt, estimatedDollars: 0 },
    };
  }
}

/** The Prometheus source of a server. Throws `BadUrl` (SourceError) for an address that may not be used. */
export const prometheusSource = (config: PrometheusConfig): MetricSource =>
  new PrometheusSource(prometheusEndpoint(config), Math.max(60, scrapesOfRate * (config.scrapeSeconds ?? 15)), config.cache);
