import { CloudWatchSource } from '../../lambda/sources/cloudwatch/cloudwatch-source';
import { cloudWatchClient } from '../../lambda/sources/cloudwatch/cloudwatch.client';
import type { PointsCache } from '../../lambda/sources/points-cache';
import type { MetricSource } from '../../lambda/sources/source';
import type { StandIn } from './stand-in';

/** Our CloudWatch source before a stand-in. */
export const cloudWatchAt = ({ url }: StandIn, clock: () => number, cache?: PointsCache): MetricSource =>
  new CloudWatchSource(
    cloudWatchClient({ endpoint: url, region: 'us-east-1', credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' } }),
    {
      clock,
      ...(cache === undefined ? {} : { cache }),
    },
  );
