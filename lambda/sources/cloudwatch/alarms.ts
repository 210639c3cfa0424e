/** States of alarms. DescribeAlarms allows 9 calls a second for the whole account, so one call asks for all of them. */
import { DescribeAlarmsCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { SeriesOutcome } from '../../judge/series';
import type { SeriesRequest } from '../source';
import { failureOf } from './failure';
import { oneValue } from './one-value';
import type { NoSeries } from './plan';

/** Most names of one call. */
const maxNames = 100;

/** A window that ended longer ago, in milliseconds, is not what the alarms tell of now. */
const reach = 15 * 60_000;

/** States by name, or why they are not known. */
export interface AlarmStates {
  readonly states: ReadonlyMap<string, string>;
  readonly calls: number;
  readonly problem?: NoSeries;
}

const statesOf = async (client: CloudWatchClient, names: readonly string[], abortSignal: AbortSignal): Promise<[string, string][]> => {
  const command = new DescribeAlarmsCommand({
    AlarmNames: [...names],
    AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
    MaxRecords: maxNames,
  });
  const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(command, { abortSignal });
  return [...MetricAlarms, ...CompositeAlarms].map(({ AlarmName = '', StateValue = '' }) => [AlarmName, StateValue]);
};

/** Asks for the states of alarms, one call after the other. Never rejects. */
export const fetchAlarms = async (client: CloudWatchClient, wanted: readonly string[], signal: AbortSignal): Promise<AlarmStates> => {
  const names = [...new Set(wanted)];
  const states = new Map<string, string>();
  let calls = 0;
  try {
    for (let index = 0; index < names.length; index += maxNames) {
      calls += 1;
      for (const [name, state] of await statesOf(client, names.slice(index, index + maxNames), signal)) {
        states.set(name, state);
      }
    }
    return { states, calls };
  } catch (error) {
    return { states, calls, problem: failureOf(error) };
  }
};

/** What the alarms of a signature say of a window that ends now. A state that is not known is no data, never quiet. */
export const alarmsOutcome = (
  names: readonly string[],
  request: SeriesRequest,
  { states, problem }: AlarmStates,
  now: number,
): SeriesOutcome => {
  if (problem !== undefined) {
    return problem;
  }
  if (now - request.window.end > reach) {
    return { kind: 'no-data', detail: 'Alarms tell their state of now only, and this window ended more than 15 minutes ago' };
  }
  const missing = names.find((name) => !states.has(name));
  if (missing !== undefined) {
    return { kind: 'no-entity', detail: `CloudWatch has no alarm ${JSON.stringify(missing)}; check its name and the region` };
  }
  const unknown = names.find((name) => !['OK', 'ALARM'].includes(states.get(name) ?? ''));
  if (unknown !== undefined) {
    return {
      kind: 'no-data',
      detail: `The alarm ${JSON.stringify(unknown)} is in ${states.get(unknown) ?? 'no state'}, so it proves nothing`,
    };
  }
  const ringing = names.filter((name) => states.get(name) === 'ALARM');
  return oneValue(
    request,
    ringing.length,
    `DescribeAlarms: ${ringing.length === 0 ? 'none' : ringing.join(', ')} of ${names.length} in ALARM`,
  );
};
