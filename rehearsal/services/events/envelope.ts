import { randomUUID } from 'node:crypto';
import type { Cloud, CloudEvent } from '../../cloud/cloud';

/** An event as rules see it and targets get it. */
export interface Envelope {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601 in whole seconds, virtual. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Puts an event in its envelope. */
export const envelope = (cloud: Cloud, event: CloudEvent, time: number = cloud.clock.now()): Envelope => ({
  version: '0',
  id: randomUUID(),
  'detail-type': event['detail-type'],
  source: event.source,
  account: cloud.account,
  time: `${new Date(time).toISOString().slice(0, 19)}Z`,
  region: cloud.region,
  resources: event.resources ?? [],
  detail: event.detail,
});
