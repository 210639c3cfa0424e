/** Firehose on a laptop: streams that buffer in virtual time, index documents, and keep every one of them in a bucket. */
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { ResourceProvider, Service } from '../../cloud/service';
import { parseProperties } from '../input';
import { Lifetime } from '../lifetime';
import { requireTrust } from '../trust';
import { StreamControl } from './control';
import { DeliveryStream } from './delivery-stream';
import { streamProperties } from './properties';
import { putOperations } from './put-records';

/** The stand-in, with what tests and stories may do to its streams. */
export interface FirehoseService extends Service {
  readonly control: StreamControl;
}

/** The stand-in for Amazon Data Firehose. */
export const firehoseService = (cloud: Cloud): FirehoseService => {
  const lifetime = new Lifetime(cloud, 'firehose');
  const streams = new Map<string, DeliveryStream>();
  const control = new StreamControl(streams);

  const find = (name: string): DeliveryStream => {
    const stream = streams.get(name);
    if (stream !== undefined) return stream;
    throw new AwsError('ResourceNotFoundException', `Firehose ${name} under account ${cloud.account} not found.`);
  };

  const create: ResourceProvider = async (request) => {
    const given = parseProperties(streamProperties, request);
    const destination = given.AmazonopensearchserviceDestinationConfiguration;
    const refusal = { code: 'InvalidArgumentException', message: `Firehose is unable to assume role ${destination.RoleARN}.` };
    requireTrust(cloud, destination.RoleARN, 'firehose.amazonaws.com', refusal);
    // Firehose looks at the domain when a stream is created: a role without its policy is refused here, not later.
    const DomainName = destination.DomainARN.split('/').at(-1);
    await cloud.call('es', 'DescribeDomain', { DomainName }, { kind: 'role', arn: destination.RoleARN });
    const name = given.DeliveryStreamName ?? physicalName(request);
    const arn = cloud.arn('firehose', `deliverystream/${name}`);
    streams.set(name, new DeliveryStream(cloud, lifetime, name, arn, destination));
    return { ref: name, attributes: { Arn: arn } };
  };

  return {
    name: 'firehose',
    control,
    operations: putOperations(cloud, control, find),
    resources: { 'AWS::KinesisFirehose::DeliveryStream': create },
    stop: () => lifetime.stop(),
  };
};
