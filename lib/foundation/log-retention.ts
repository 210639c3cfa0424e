import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Config } from '../config/config';

/** CDK's names for the numbers of days that the configuration knows. */
const retentions: Readonly<Record<Config['retention']['logDays'], RetentionDays>> = {
  7: RetentionDays.ONE_WEEK,
  14: RetentionDays.TWO_WEEKS,
  30: RetentionDays.ONE_MONTH,
  60: RetentionDays.TWO_MONTHS,
  90: RetentionDays.THREE_MONTHS,
  180: RetentionDays.SIX_MONTHS,
  365: RetentionDays.ONE_YEAR,
};

/** How long log groups keep their events. */
export const logRetention = (config: Config): RetentionDays => retentions[config.retention.logDays];
