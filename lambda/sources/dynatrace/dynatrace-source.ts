/**
 * Metrics, problems and topology from Dynatrace's API v2.
 *
 *   plan each request → ask each thing once → assemble each answer
 */
import type { Endpoint } from '../http/endpoint';
import { openSession } from '../http/session';
import { skewHint } from '../http/skew';
import type { PointsCache } from '../points-cache';
import type { MetricSource, SeriesAnswer, SeriesRequest, SourceReceipt } from '../source';
import { dynatraceEndpoint } from './api';
import { assemble } from './assemble';
import type { DynatraceConfig } from './config';
import { gather } from './facts';
import { planRequest } from './plan';

class DynatraceSource implements MetricSource {
  readonly name = 'dynatrace';

  constructor(
    private readonly endpoint: Endpoint,
    private readonly cache: PointsCache | undefined,
  ) {}

  async fetch(requests: readonly SeriesRequest[]): Promise<{ answers: readonly SeriesAnswer[]; receipt: SourceReceipt }> {
    const { clock } = this.endpoint.pace;
    const startedAt = clock();
    const session = openSession(this.endpoint);
    const planned = requests.map((request) => ({ request, plan: planRequest(request) }));
    const facts = await gather(session, planned, this.cache, startedAt);
    const { calls, bytes, skewMilliseconds = 0 } = session.traffic;
    const moment = { now: startedAt + skewMilliseconds, skew: skewHint(skewMilliseconds) };
    const answers = planned.map((one) => ({ id: one.request.id, outcome: assemble(one, facts, moment) }));
    return { answers, receipt: { calls, metrics: requests.length, bytes, milliseconds: clock() - startedAt, estimatedDollars: 0 } };
  }
}

/** The Dynatrace source of an environment. Throws `BadUrl` (SourceError) for an address that may not be used. */
export const dynatraceSource = (config: DynatraceConfig): MetricSource => new DynatraceSource(dynatraceEndpoint(config), config.cache);
