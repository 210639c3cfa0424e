/** CloudWatch on a laptop: metrics in virtual minutes, alarms, and a switchboard to break them. */
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { Service } from '../../cloud/service';
import { validated } from '../../cloud/validated';
import { Lifetime } from '../lifetime';
import { parseAlarm } from './alarm';
import { deleteAlarms, deleteAlarmsInput, putMetricAlarm, putMetricAlarmInput } from './change-alarms';
import { parseComposite } from './composite/composite-alarm';
import { Alarms } from './alarms';
import { describeAlarms, describeAlarmsInput } from './describe-alarms';
import { MetricControl } from './faults';
import { getMetricData } from './get-metric-data';
import { getMetricStatistics } from './get-metric-statistics';
import { getMetricDataInput, getMetricStatisticsInput, listMetricsInput, putMetricDataInput } from './inputs';
import { listMetrics } from './list-metrics';
import { MetricStore } from './metric-store';
import { putMetricData } from './put-metric-data';
import { seriesReader } from './series-reader';

/** The stand-in for CloudWatch, with the control that breaks metrics for tests and live keys. */
export interface CloudWatchService extends Service {
  readonly control: MetricControl;
}

const invalid = 'InvalidParameterValueException';

export const cloudWatchService = (cloud: Cloud): CloudWatchService => {
  const now = () => cloud.clock.now();
  const lifetime = new Lifetime(cloud, 'monitoring');
  const store = new MetricStore(now);
  const control = new MetricControl(now);
  const read = seriesReader(store, control);
  const alarms = new Alarms(cloud, lifetime, read);
  return {
    name: 'monitoring',
    control,
    operations: {
      PutMetricData: validated(putMetricDataInput, putMetricData(cloud, store, control), invalid),
      GetMetricData: validated(getMetricDataInput, getMetricData(read), invalid),
      GetMetricStatistics: validated(getMetricStatisticsInput, getMetricStatistics(read), invalid),
      ListMetrics: validated(listMetricsInput, listMetrics(store), invalid),
      PutMetricAlarm: validated(putMetricAlarmInput, putMetricAlarm(cloud, alarms), invalid),
      DeleteAlarms: validated(deleteAlarmsInput, deleteAlarms(cloud, alarms), invalid),
      DescribeAlarms: validated(describeAlarmsInput, describeAlarms(cloud, alarms), invalid),
    },
    resources: {
      'AWS::CloudWatch::Alarm': (request) => {
        const config = parseAlarm(cloud, request);
        alarms.add(config);
        return { ref: config.name, attributes: { Arn: config.arn } };
      },
      'AWS::CloudWatch::CompositeAlarm': (request) => {
        const config = parseComposite(cloud, request);
        alarms.compose(config);
        return { ref: config.name, attributes: { Arn: config.arn } };
      },
      'AWS::CloudWatch::Dashboard': (request) => ({ ref: physicalName(request, 255), attributes: {} }),
    },
    stop: () => lifetime.stop(),
  };
};
