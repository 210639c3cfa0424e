/** Tells Dynatrace of deployments: POST /api/v2/events/ingest. */
import type { EventIngestResults } from '@dynatrace-sdk/client-classic-environment-v2';
import * as v from 'valibot';
import type { Announcement, DeploymentEvents, DeploymentFacts } from '../../contract/deployment-event';
import type { Endpoint } from '../http/endpoint';
import type { Failure } from '../http/failure';
import { ask, openSession } from '../http/session';
import { dynatraceEndpoint } from './api';
import type { DynatraceConfig } from './config';
import { deploymentEvent } from './deployment-event';
import { longestSelector } from './selector';

const resultsSchema = v.object({
  reportCount: v.nullish(v.number(), 0),
  eventIngestResults: v.nullish(v.array(v.object({ status: v.string() })), []),
} satisfies Partial<Record<keyof EventIngestResults, v.GenericSchema>>);

type Results = v.InferOutput<typeof resultsSchema>;

/** HTTP 201 says only that the request was read; each entity has its own result. */
const understand = ({ reportCount, eventIngestResults }: Results, selector: string): Announcement => {
  const statuses = (eventIngestResults ?? []).map(({ status }) => status);
  const bad = statuses.filter((status) => status !== 'OK');
  const accepted = Math.min(reportCount ?? 0, statuses.length - bad.length);
  if (accepted > 0) {
    return { kind: 'accepted', entities: accepted };
  }
  return bad.length > 0
    ? { kind: 'refused', detail: `Dynatrace took no event: ${[...new Set(bad)].join(', ')}` }
    : { kind: 'later', detail: `no entity in Dynatrace matches ${selector} yet; check the tag rule if this lasts` };
};

/** A refusal lasts; whatever else may be better later. */
const giveReason = ({ kind, detail }: Failure): Announcement => ({
  kind: kind === 'bad-query' || kind === 'unauthorised' ? 'refused' : 'later',
  detail,
});

const impossible = ({ tags, stage }: DeploymentFacts, selector: string): string | undefined => {
  if (tags.length === 0) {
    return `the environment ${stage} has no tags, so that Dynatrace could not tell its entities from others; add "tags" to it in the monspec`;
  }
  return selector.length > longestSelector
    ? `the entity selector of ${stage} is longer than the ${longestSelector} characters that Dynatrace takes; use fewer tags`
    : undefined;
};

class DynatraceEvents implements DeploymentEvents {
  constructor(private readonly endpoint: Endpoint) {}

  async push(deployment: DeploymentFacts): Promise<Announcement> {
    const event = deploymentEvent(deployment);
    const selector = event.entitySelector ?? '';
    const detail = impossible(deployment, selector);
    if (detail !== undefined) {
      return { kind: 'refused', detail };
    }
    const body = { type: 'application/json', text: JSON.stringify(event) };
    const got = await ask(
      openSession(this.endpoint),
      { method: 'POST', path: '/api/v2/events/ingest', body, repeatable: false },
      resultsSchema,
    );
    return got.ok ? understand(got.value, selector) : giveReason(got.failure);
  }
}

/** Tells the Dynatrace of a configuration. Throws `BadUrl` (SourceError) for an address that may not be used. */
export const dynatraceEvents = (config: DynatraceConfig): DeploymentEvents => new DynatraceEvents(dynatraceEndpoint(config));
