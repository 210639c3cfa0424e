/** S3: buckets with versions, policies and events. Objects live in memory; life-cycle rules do nothing. */
import type { Cloud } from '../../cloud/cloud';
import type { Service } from '../../cloud/service';
import { bucketResources } from './bucket-resources';
import { Buckets } from './buckets';
import { listOperations } from './list-operations';
import { readOperations } from './read-operations';
import { writeOperations } from './write-operations';

export const s3 = (cloud: Cloud): Service => {
  const buckets = new Buckets(cloud);
  return {
    name: 's3',
    operations: {
      ...readOperations(cloud, buckets),
      ...writeOperations(cloud, buckets),
      ...listOperations(buckets),
    },
    resources: bucketResources(cloud, buckets),
  };
};
