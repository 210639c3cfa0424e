/** Hands a message to the resource that an ARN names, as Lambda destinations, EventBridge rules and alarms do. */
import { AwsError } from '../cloud/aws-error';
import type { Cloud } from '../cloud/cloud';
import type { Principal } from '../cloud/service';
import type { Envelope } from './events/envelope';

export interface Delivery {
  readonly targetArn: string;
  /** JSON, or any text for queues and topics. */
  readonly body: string;
  readonly caller: Principal;
  /** Subject of an SNS message. */
  readonly subject?: string;
  /** String attributes of an SQS or SNS message. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Group of a message to a FIFO queue or topic. */
  readonly messageGroupId?: string;
  /** source and detail-type of an event to a bus. */
  readonly event?: { readonly source: string; readonly detailType: string; readonly resources: readonly string[] };
  /** An event that is handed on to a bus as it is, in place of a new one. */
  readonly passed?: Envelope;
}

const attributesOf = (delivery: Delivery): object =>
  delivery.attributes === undefined
    ? {}
    : {
        MessageAttributes: Object.fromEntries(
          Object.entries(delivery.attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
        ),
      };

const groupOf = (delivery: Delivery): object => (delivery.messageGroupId === undefined ? {} : { MessageGroupId: delivery.messageGroupId });

interface Call {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
}

const busCall = (delivery: Delivery): Call => {
  const EventBusName = delivery.targetArn;
  if (delivery.passed !== undefined) return { service: 'events', operation: 'DeliverEvent', input: { EventBusName, Event: delivery.passed } };
  const { source: Source, detailType: DetailType, resources: Resources = [] } = delivery.event ?? {};
  return { service: 'events', operation: 'PutEvents', input: { Entries: [{ Source, DetailType, Resources, Detail: delivery.body, EventBusName }] } };
};

const callFor = (cloud: Cloud, delivery: Delivery): Call => {
  const { targetArn, body } = delivery;
  const [, , service = '', , account = '', resource = '', ...rest] = targetArn.split(':');
  switch (service) {
    case 'lambda':
      return { service, operation: 'Invoke', input: { FunctionName: targetArn, InvocationType: 'Event', Payload: Buffer.from(body) } };
    case 'sqs':
      return {
        service,
        operation: 'SendMessage',
        input: { QueueUrl: `${cloud.endpoint}/${account}/${resource}`, MessageBody: body, ...attributesOf(delivery), ...groupOf(delivery) },
      };
    case 'sns':
      return {
        service,
        operation: 'Publish',
        input: {
          TopicArn: targetArn,
          Message: body,
          ...(delivery.subject === undefined ? {} : { Subject: delivery.subject.slice(0, 100) }),
          ...attributesOf(delivery),
          ...groupOf(delivery),
        },
      };
    case 'states':
      return { service, operation: 'StartExecution', input: { stateMachineArn: targetArn, input: body } };
    case 'codepipeline':
      return { service, operation: 'StartPipelineExecution', input: { name: resource } };
    case 'events':
      return busCall(delivery);
    default:
      throw new AwsError('UnsupportedTarget', `${targetArn}: ${[service, ...rest].join(':')} is not a target that the rehearsal knows`);
  }
};

/** The kinds of resource that `deliver` reaches, by the service in their ARN. */
export const deliverable: ReadonlySet<string> = new Set(['lambda', 'sqs', 'sns', 'states', 'codepipeline', 'events']);

/** Delivers once. Throws AwsError as the called service does. */
export const deliver = async (cloud: Cloud, delivery: Delivery): Promise<void> => {
  const { service, operation, input } = callFor(cloud, delivery);
  await cloud.call(service, operation, input, delivery.caller);
};
