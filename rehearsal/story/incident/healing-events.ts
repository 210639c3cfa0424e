import * as v from 'valibot';
import { healingEventSource, healingEventTypes } from '../../../lambda/contract/healing-environment';
import type { CloudHost } from '../../cloud/host';
import type { Envelope } from '../../services/events/envelope';
import type { EventsService } from '../../services/events/events';

const remediation = v.object({
  remediationId: v.string(),
  problemId: v.string(),
  by: v.picklist(['healing', 'gate']),
  pipeline: v.string(),
  environment: v.string(),
  fromRelease: v.string(),
  toRelease: v.string(),
  outcome: v.exactOptional(v.picklist(['succeeded', 'escalated', 'failed', 'withdrawn'])),
  deploymentId: v.exactOptional(v.string()),
  reason: v.string(),
  link: v.string(),
  at: v.number(),
});
const refusal = v.object({ problemId: v.string(), code: v.string(), reason: v.string(), link: v.string(), at: v.number() });

/** A rollback by healing, as its events tell of it. */
export type RemediationHeard = v.InferOutput<typeof remediation>;
/** A problem that was answered without a rollback of its own. */
export type RefusalHeard = v.InferOutput<typeof refusal>;

/** What was heard on the bus about the health of production. */
export type Heard =
  | { readonly kind: 'alarm'; readonly name: string; readonly reason: string }
  | { readonly kind: 'started' | 'ended'; readonly detail: RemediationHeard }
  | { readonly kind: 'refused'; readonly detail: RefusalHeard };

const alarmDetail = v.object({ alarmName: v.string(), state: v.object({ value: v.string(), reason: v.string() }) });

/** Reads an event; nothing for those that are about something else. */
export function heardIn({ source, 'detail-type': type, detail }: Envelope): Heard | undefined {
  if (source === 'aws.cloudwatch') {
    const alarm = v.safeParse(alarmDetail, detail);
    return alarm.success && alarm.output.state.value === 'ALARM'
      ? { kind: 'alarm', name: alarm.output.alarmName, reason: alarm.output.state.reason }
      : undefined;
  }
  if (source !== healingEventSource) return undefined;
  switch (type) {
    case healingEventTypes.started:
      return { kind: 'started', detail: v.parse(remediation, detail) };
    case healingEventTypes.ended:
      return { kind: 'ended', detail: v.parse(remediation, detail) };
    case healingEventTypes.refused:
      return { kind: 'refused', detail: v.parse(refusal, detail) };
    default:
      return undefined;
  }
}

/** Listens to the bus. Each thing is heard once, however often its event is sent. Returns the way out. */
export function listen(cloud: CloudHost, hear: (heard: Heard) => void): () => void {
  const { control } = cloud.services.get('events') as EventsService;
  const known = new Set<string>();
  return control.onEvent((event) => {
    const heard = heardIn(event);
    const key = heard === undefined ? undefined : keyOf(heard, event.id);
    if (heard === undefined || key === undefined || known.has(key)) return;
    known.add(key);
    hear(heard);
  });
}

function keyOf(heard: Heard, eventId: string): string {
  switch (heard.kind) {
    case 'alarm':
      return eventId;
    case 'started':
    case 'ended':
      return `${heard.kind} ${heard.detail.remediationId}`;
    case 'refused':
      return `refused ${heard.detail.problemId} ${heard.detail.code}`;
  }
}
