import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Operation } from '../../cloud/service';
import { text } from '../input';
import { alarmProperties, toAlarm } from './alarm';
import type { Alarms } from './alarms';

export const putMetricAlarmInput = v.pipe(
  alarmProperties,
  v.check(({ AlarmName }) => AlarmName !== undefined, 'AlarmName must be given'),
);

export const deleteAlarmsInput = v.object({ AlarmNames: v.pipe(v.array(text), v.maxLength(100)) });

const need = (cloud: Cloud, action: string, name: string) => ({
  action: `cloudwatch:${action}`,
  resource: cloud.arn('cloudwatch', `alarm:${name}`),
});

/** PutMetricAlarm: a new alarm, or a changed one that keeps its state. */
export const putMetricAlarm = (cloud: Cloud, alarms: Alarms): Operation<v.InferOutput<typeof putMetricAlarmInput>, object> => ({
  needs: ({ AlarmName = '' }) => [need(cloud, 'PutMetricAlarm', AlarmName)],
  run: (input) => {
    alarms.add(toAlarm(cloud, input.AlarmName ?? '', input));
    return {};
  },
});

/** DeleteAlarms: all or none. */
export const deleteAlarms = (cloud: Cloud, alarms: Alarms): Operation<v.InferOutput<typeof deleteAlarmsInput>, object> => ({
  needs: ({ AlarmNames }) => AlarmNames.map((name) => need(cloud, 'DeleteAlarms', name)),
  run: ({ AlarmNames }) => {
    const missing = AlarmNames.find((name) => !alarms.has(name));
    if (missing !== undefined) throw new AwsError('ResourceNotFound', `Alarm ${missing} does not exist`, 404);
    for (const name of AlarmNames) alarms.remove(name);
    return {};
  },
});
