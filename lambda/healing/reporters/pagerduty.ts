/** Webhooks of PagerDuty, version 3. */
import * as v from 'valibot';
import type { Severity } from '../../contract/healing-settings';
import { instantOf, isId } from '../text';
import type { Normalised } from './normalised';
import { ignored, malformed, toProblem } from './normalised';

const schema = v.object({
  event: v.object({
    event_type: v.string(),
    occurred_at: v.string(),
    data: v.object({
      id: v.pipe(v.string(), v.check(isId, 'is no id')),
      title: v.optional(v.string(), ''),
      html_url: v.optional(v.string()),
      urgency: v.optional(v.nullable(v.string())),
      number: v.optional(v.number()),
      created_at: v.optional(v.string()),
      priority: v.optional(v.nullable(v.object({ summary: v.optional(v.string(), '') }))),
      service: v.optional(v.nullable(v.object({ id: v.string(), summary: v.optional(v.string(), '') }))),
    }),
  }),
});

type Incident = v.InferOutput<typeof schema>['event']['data'];

const severityOf = ({ priority, urgency }: Incident): Severity =>
  priority?.summary === 'P1' ? 'critical' : urgency === 'low' ? 'low' : 'high';

const states: Readonly<Record<string, 'open' | 'resolved'>> = {
  'incident.triggered': 'open',
  'incident.reopened': 'open',
  'incident.escalated': 'open',
  'incident.resolved': 'resolved',
};

const incidentOf = (incident: Incident, state: 'open' | 'resolved', occurred: number): Normalised => {
  const { id, title, number, service, created_at: created, html_url: link } = incident;
  return toProblem({
    source: 'pagerduty',
    id,
    displayId: number === undefined ? undefined : `#${number}`,
    state,
    nature: 'symptom',
    severity: severityOf(incident),
    title,
    entities: service ? [{ type: 'service', id: service.id, name: service.summary }] : [],
    tags: [],
    started: instantOf(created) ?? occurred,
    link,
  });
};

const eventKind = v.object({ event: v.object({ event_type: v.string() }) });

/** Reads an event. When it occurred is checked by the webhook, since PagerDuty's signature covers no time. */
export const fromPagerDuty = (value: unknown, now: number): Normalised => {
  const kind = v.safeParse(eventKind, value);
  const state = kind.success ? states[kind.output.event.event_type] : undefined;
  if (kind.success && state === undefined) {
    return ignored(`The event ${kind.output.event.event_type.slice(0, 60)} begins and ends no problem.`);
  }
  const result = v.safeParse(schema, value);
  if (!result.success || state === undefined) {
    return malformed('It is no event of PagerDuty’s webhooks, version 3: event.event_type and event.data.id are needed.');
  }
  const { data, occurred_at: occurred } = result.output.event;
  return incidentOf(data, state, instantOf(occurred) ?? now);
};

/** When an event occurred, epoch milliseconds; `undefined` where it does not say. */
export const occurredAt = (value: unknown): number | undefined => {
  const result = v.safeParse(v.object({ event: v.object({ occurred_at: v.string() }) }), value);
  return result.success ? instantOf(result.output.event.occurred_at) : undefined;
};
