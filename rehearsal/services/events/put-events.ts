import type { PutEventsResponse, PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import * as v from 'valibot';
import type { Cloud } from '../../cloud/cloud';
import type { Operation, Principal } from '../../cloud/service';
import { timestamp } from '../../cloud/validated';
import type { Bus } from './bus';
import { busArn } from './bus-policy';

export const putEventsInput = v.object({
  Entries: v.pipe(
    v.array(
      v.object({
        Source: v.optional(v.string()),
        DetailType: v.optional(v.string()),
        Detail: v.optional(v.string()),
        Resources: v.optional(v.array(v.string()), []),
        Time: v.optional(timestamp),
        EventBusName: v.optional(v.string()),
      }),
    ),
    v.minLength(1),
    v.maxLength(10),
  ),
});

type Input = v.InferOutput<typeof putEventsInput>;
type Entry = Input['Entries'][number];

/** Bytes of an entry: source, type, detail and resources. */
const entryLimit = 1024 * 1024;

const detailSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.check((detail) => !Array.isArray(detail)),
  v.record(v.string(), v.unknown()),
);

const refused = (ErrorCode: string, ErrorMessage: string): PutEventsResultEntry => ({ ErrorCode, ErrorMessage });

const sizeOf = ({ Source = '', DetailType = '', Detail = '', Resources }: Entry): number =>
  Buffer.byteLength([Source, DetailType, Detail, ...Resources].join(''));

/** Why the bus does not take an entry, in the order in which AWS checks. */
const problem = (entry: Entry, caller: Principal): PutEventsResultEntry | undefined => {
  if (entry.EventBusName !== undefined && !/(^|\/)default$/.test(entry.EventBusName))
    return refused('ResourceNotFoundException', `Event bus ${entry.EventBusName} does not exist.`);
  if (!entry.Source) return refused('InvalidArgument', 'Parameter Source is not valid. Reason: Source is a required argument.');
  if (!entry.DetailType) return refused('InvalidArgument', 'Parameter DetailType is not valid. Reason: DetailType is a required argument.');
  if (!entry.Detail) return refused('InvalidArgument', 'Parameter Detail is not valid. Reason: Detail is a required argument.');
  if (entry.Source.startsWith('aws.') && caller.kind !== 'service')
    return refused('NotAuthorizedForSourceException', 'Not authorized for the source.');
  if (sizeOf(entry) > entryLimit) return refused('InvalidArgument', `Total size of the entry is over the limit of ${entryLimit} bytes.`);
  return undefined;
};

const putEntry = (bus: Bus, entry: Entry, caller: Principal): PutEventsResultEntry => {
  const refusal = problem(entry, caller);
  if (refusal !== undefined) return refusal;
  const detail = v.safeParse(detailSchema, entry.Detail);
  if (!detail.success) return refused('MalformedDetail', 'Detail is malformed.');
  const event = { source: entry.Source ?? '', 'detail-type': entry.DetailType ?? '', resources: entry.Resources, detail: detail.output };
  return { EventId: bus.accept(event, entry.Time?.getTime()) };
};

/** PutEvents. Entries fail one by one; what a service emits and the bus refuses goes to the run's log. */
export const putEvents = (cloud: Cloud, bus: Bus): Operation<Input, PutEventsResponse> => ({
  needs: () => [{ action: 'events:PutEvents', resource: busArn(cloud) }],
  run: ({ Entries: entries }, caller) => {
    const Entries = entries.map((entry) => putEntry(bus, entry, caller));
    const failed = Entries.filter(({ ErrorCode }) => ErrorCode !== undefined);
    for (const { ErrorCode, ErrorMessage } of failed) cloud.log('events', `an event was refused: ${ErrorCode}: ${ErrorMessage}`);
    return { FailedEntryCount: failed.length, Entries };
  },
});
