/** Metrics of CloudWatch and nothing else of it: for healing, which measures each window once. */
import { CloudWatchSource } from '../../sources/cloudwatch/cloudwatch-source';
import { cloudWatchClient } from '../../sources/cloudwatch/cloudwatch.client';
import { perAccountSource } from '../../sources/per-account-source';
import type { MetricSource } from '../../sources/source';
import { accountOptions, perAccount } from './per-account';

export const plainCloudWatch = (now: () => number): MetricSource =>
  perAccountSource(
    'cloudwatch',
    perAccount((account) => {
      const { region, credentials } = accountOptions(account, 'read');
      return new CloudWatchSource(cloudWatchClient({ ...(region && { region }), ...(credentials && { credentials }) }), { clock: now });
    }),
  );
