import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { Principal, ResourceProvider } from '../../cloud/service';
import { flag, numeric, parseProperties, refuse, text } from '../input';
import type { Lifetime } from '../lifetime';
import type { InvokeOutput } from './api';
import type { FunctionRegistry } from './function-registry';
import { failedMessages, sqsRecords, type QueueMessage } from './sqs-records';

const properties = v.object({
  EventSourceArn: v.pipe(text, v.regex(/^arn:[\w-]+:sqs:/, 'only SQS queues are polled')),
  FunctionName: text,
  BatchSize: v.optional(v.pipe(numeric, v.minValue(1), v.maxValue(10_000)), 10),
  Enabled: v.optional(flag, true),
  FunctionResponseTypes: v.optional(v.array(v.literal('ReportBatchItemFailures')), []),
});

interface Mapping {
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly reportsItemFailures: boolean;
}

/** Virtual time between two looks at an empty queue. */
const pollMilliseconds = 2_000;

/** AWS::Lambda::EventSourceMapping: polls an SQS queue with the rights of the function's role. */
export const eventSourceResource =
  (cloud: Cloud, lifetime: Lifetime, registry: FunctionRegistry): ResourceProvider =>
  (request) => {
    if ('FilterCriteria' in request.properties) refuse(request, 'FilterCriteria', 'filter in the function');
    const given = parseProperties(properties, request);
    const [, , , , account = '', queue = ''] = given.EventSourceArn.split(':');
    const mapping: Mapping = {
      queueArn: given.EventSourceArn,
      queueUrl: `${cloud.endpoint}/${account}/${queue}`,
      functionName: given.FunctionName,
      batchSize: Math.min(given.BatchSize, 10),
      reportsItemFailures: given.FunctionResponseTypes.length > 0,
    };
    if (given.Enabled) lifetime.run(`polling of ${queue}`, () => poll(cloud, lifetime, registry, mapping));
    return { ref: physicalName(request), attributes: { Id: physicalName(request) } };
  };

const poll = async (cloud: Cloud, lifetime: Lifetime, registry: FunctionRegistry, mapping: Mapping): Promise<void> => {
  const caller: Principal = { kind: 'role', arn: registry.find(mapping.functionName).config.roleArn };
  while (!lifetime.stopped) {
    const messages = await receive(cloud, mapping, caller);
    if (messages.length === 0) await lifetime.sleep(pollMilliseconds);
    else await process(cloud, mapping, messages, caller);
  }
};

const receive = async (cloud: Cloud, mapping: Mapping, caller: Principal): Promise<readonly QueueMessage[]> => {
  try {
    const { Messages = [] } = await cloud.call<{ Messages?: readonly QueueMessage[] }>(
      'sqs',
      'ReceiveMessage',
      { QueueUrl: mapping.queueUrl, MaxNumberOfMessages: mapping.batchSize, AttributeNames: ['All'], MessageAttributeNames: ['All'] },
      caller,
    );
    return Messages;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    cloud.log('lambda', `the queue of ${mapping.functionName} could not be polled: ${error.message}`);
    return [];
  }
};

/** Messages that the function handled are deleted; the others come back after their visibility timeout. */
const process = async (cloud: Cloud, mapping: Mapping, messages: readonly QueueMessage[], caller: Principal): Promise<void> => {
  const payload = JSON.stringify({ Records: sqsRecords(messages, mapping.queueArn, cloud.region) });
  const output = await cloud.call<InvokeOutput>(
    'lambda',
    'Invoke',
    { FunctionName: mapping.functionName, Payload: Buffer.from(payload) },
    { kind: 'operator' },
  );
  if (output.FunctionError !== undefined) return;
  const failed = mapping.reportsItemFailures ? failedMessages(Buffer.from(output.Payload ?? []).toString('utf8'), messages) : new Set();
  const Entries = messages
    .filter((message) => !failed.has(message.MessageId))
    .map((message) => ({ Id: message.MessageId, ReceiptHandle: message.ReceiptHandle }));
  if (Entries.length > 0) await cloud.call('sqs', 'DeleteMessageBatch', { QueueUrl: mapping.queueUrl, Entries }, caller);
};
