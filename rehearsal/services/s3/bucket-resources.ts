/** Buckets, their policies and notifications in templates. */
import * as v from 'valibot';
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { CreatedResource, ResourceRequest, Service } from '../../cloud/service';
import { policyDocument } from '../../iam/properties';
import { flag, parseProperties, refuse } from '../input';
import type { Buckets } from './buckets';

const notifications = v.looseObject({
  EventBridgeConfiguration: v.exactOptional(v.object({ EventBridgeEnabled: v.optional(flag, true) })),
});

const bucketProperties = v.object({
  BucketName: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'Member must be a valid bucket name'))),
  VersioningConfiguration: v.exactOptional(v.object({ Status: v.picklist(['Enabled', 'Suspended']) })),
  NotificationConfiguration: v.exactOptional(notifications),
  BucketEncryption: v.exactOptional(
    v.object({
      ServerSideEncryptionConfiguration: v.array(
        v.object({
          ServerSideEncryptionByDefault: v.exactOptional(
            v.object({ SSEAlgorithm: v.string(), KMSMasterKeyID: v.exactOptional(v.string()) }),
          ),
        }),
      ),
    }),
  ),
});

type Notifications = v.InferOutput<typeof notifications>;

export const bucketResources = (cloud: Cloud, buckets: Buckets): Service['resources'] => {
  const notify = (request: ResourceRequest, name: string, given: Notifications | undefined): void => {
    const { EventBridgeConfiguration: toEventBridge, ...others } = given ?? {};
    const direct = Object.keys(others)[0];
    if (direct !== undefined) refuse(request, direct, 'let EventBridge deliver the events of the bucket');
    if (toEventBridge?.EventBridgeEnabled) buckets.find(name).sendsEvents = true;
  };

  const createBucket = (request: ResourceRequest): CreatedResource => {
    const properties = parseProperties(bucketProperties, request);
    const name = properties.BucketName ?? physicalName(request, 63).toLowerCase();
    const encryption = properties.BucketEncryption?.ServerSideEncryptionConfiguration[0]?.ServerSideEncryptionByDefault;
    const kmsKey = encryption?.SSEAlgorithm.startsWith('aws:kms') ? (encryption.KMSMasterKeyID ?? 'alias/aws/s3') : undefined;
    cloud.claim(cloud.arn('s3', name));
    buckets.create({ name, kmsKey, versioned: properties.VersioningConfiguration?.Status === 'Enabled' });
    notify(request, name, properties.NotificationConfiguration);
    return {
      ref: name,
      attributes: {
        Arn: cloud.arn('s3', name),
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${cloud.region}.amazonaws.com`,
      },
    };
  };

  const createPolicy = (request: ResourceRequest): CreatedResource => {
    const properties = parseProperties(v.object({ Bucket: v.string(), PolicyDocument: policyDocument }), request);
    buckets.find(properties.Bucket);
    cloud.attachResourcePolicy(cloud.arn('s3', properties.Bucket), properties.PolicyDocument);
    return { ref: physicalName(request), attributes: {} };
  };

  /** What CDK's custom resource does through its function: it sets the notifications of a bucket. */
  const createNotifications = (request: ResourceRequest): CreatedResource => {
    const schema = v.object({ BucketName: v.string(), NotificationConfiguration: notifications });
    const properties = parseProperties(schema, request);
    notify(request, properties.BucketName, properties.NotificationConfiguration);
    return { ref: physicalName(request), attributes: {} };
  };

  return {
    'AWS::S3::Bucket': createBucket,
    'AWS::S3::BucketPolicy': createPolicy,
    'Custom::S3BucketNotifications': createNotifications,
  };
};
