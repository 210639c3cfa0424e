/** The event that S3 sends to EventBridge for a new object. */
import { randomUUID } from 'node:crypto';
import type { Cloud, CloudEvent } from '../../cloud/cloud';
import type { ObjectVersion } from './bucket';

let sequence = 0;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
export const objectCreated = (cloud: Cloud, bucket: string, object: ObjectVersion, reason: 'PutObject' | 'CopyObject'): CloudEvent => {
  sequence += 1;
  const version = object.versionId === 'null' ? {} : { 'version-id': object.versionId };
  return {
    source: 'aws.s3',
    'detail-type': 'Object Created',
    resources: [cloud.arn('s3', bucket)],
    detail: {
      version: '0',
      bucket: { name: bucket },
      object: {
        key: object.key,
        size: object.body.byteLength,
        etag: object.etag.replaceAll('"', ''),
        ...version,
        sequencer: sequence.toString(16).toUpperCase().padStart(18, '0'),
      },
      'request-id': randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase(),
      requester: cloud.account,
      'source-ip-address': '127.0.0.1',
      reason,
    },
  };
};
