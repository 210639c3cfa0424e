/** What a rule does whose target is a bus: it hands on the event as it is, source, account and time included. */
import * as v from 'valibot';
import type { Cloud } from '../../cloud/cloud';
import type { Operation } from '../../cloud/service';
import { validated } from '../../cloud/validated';
import { text } from '../input';
import type { Bus } from './bus';
import { busArn } from './bus-policy';

const schema = v.object({
  EventBusName: text,
  Event: v.object({
    version: v.literal('0'),
    id: text,
    'detail-type': text,
    source: text,
    account: text,
    time: text,
    region: text,
    resources: v.array(v.string()),
    detail: v.record(v.string(), v.unknown()),
  }),
});

/** No operation of AWS's API: only rules call it, under the permission for PutEvents. */
export const deliverEvent = (cloud: Cloud, bus: Bus): Operation<never, unknown> =>
  validated(schema, {
    needs: () => [{ action: 'events:PutEvents', resource: busArn(cloud) }],
    run: ({ Event }) => ({ EventId: bus.pass(Event) }),
  });
