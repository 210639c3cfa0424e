/** CloudWatch wherever it is: metrics of an environment are read in its own account. */
import { ApplicationSignalsClient } from '@aws-sdk/client-application-signals';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { AccountAccess } from '../../contract/account-access';
import { CloudWatchSource } from '../../sources/cloudwatch/cloudwatch-source';
import { cloudWatchClient } from '../../sources/cloudwatch/cloudwatch.client';
import { TaggedEntities } from '../../sources/cloudwatch/entities.client';
import { ApplicationSignalsBudgets } from '../../sources/cloudwatch/error-budgets.client';
import { perAccountSource } from '../../sources/per-account-source';
import { LayeredCache, MemoryCache } from '../../sources/points-cache';
import type { MetricSource } from '../../sources/source';
import { S3PointsCache } from '../points-cache.client';
import { accountOptions, perAccount } from './per-account';

/** Points of other accounts may have the same names, so each account has a folder of its own. */
const cachePrefix = (account: AccountAccess | undefined): string =>
  account === undefined ? 'points/cloudwatch/' : `points/cloudwatch/${account.readRoleArn.split(':')[4]}/${account.region}/`;

/** All of CloudWatch, with points kept in a bucket: for the gate, which measures the same windows again and again. */
export const keptCloudWatch = (bucket: string, now: () => number): MetricSource =>
  perAccountSource(
    'cloudwatch',
    perAccount((account) => {
      const { region, credentials } = accountOptions(account, 'read');
      const place = { ...(region && { region }), ...(credentials && { credentials }) };
      return new CloudWatchSource(cloudWatchClient(place), {
        clock: now,
        cache: new LayeredCache(new MemoryCache(), new S3PointsCache(bucket, cachePrefix(account))),
        entities: new TaggedEntities(new ResourceGroupsTaggingAPIClient({ maxAttempts: 3, ...place })),
        budgets: new ApplicationSignalsBudgets(new ApplicationSignalsClient({ maxAttempts: 3, ...place })),
      });
    }),
  );
