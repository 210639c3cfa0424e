import * as v from 'valibot';

const stateChange = v.object({
  'detail-type': v.literal('EC2 Instance State-change Notification'),
  detail: v.object({ 'instance-id': v.string(), state: v.string() }),
});

/** The instance that an event says is going; undefined for a new one, and for the schedule. */
export function goneInstance(event: unknown): string | undefined {
  const parsed = v.safeParse(stateChange, event);
  if (!parsed.success || parsed.output.detail.state === 'pending' || parsed.output.detail.state === 'running') return undefined;
  return parsed.output.detail['instance-id'];
}
