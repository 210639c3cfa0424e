/** Filter policies on message attributes, with exact values only. */
import * as v from 'valibot';
import type { MessageAttributes } from '../sqs/digest';

/** By attribute: the values that pass. Other kinds of conditions are refused when the subscription is made. */
export const filterPolicy = v.record(v.string(), v.array(v.string('Only exact values are rehearsed')));

export type FilterPolicy = v.InferOutput<typeof filterPolicy>;

/** Whether a message has one of the listed values for every attribute of the policy. */
export const passes = (policy: FilterPolicy | undefined, attributes: MessageAttributes): boolean =>
  Object.entries(policy ?? {}).every(([name, values]) => {
    const { DataType, StringValue = '' } = attributes[name] ?? {};
    const actual =
      DataType === 'String.Array' ? v.parse(v.pipe(v.string(), v.parseJson(), v.array(v.unknown())), StringValue) : [StringValue];
    return DataType !== undefined && values.some((value) => actual.includes(value));
  });
