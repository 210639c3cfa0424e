import { DescribeAlarmsCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { chunks } from '../chunks';
import type { Account } from './account';
import type { Finding } from './difference';
import { inTurn } from './in-turn';

/** An alarm as CloudWatch knows it, metric and composite alarms alike. */
interface Alarm {
  readonly name: string;
  readonly state: string;
  /** Epoch milliseconds since when; `undefined` where CloudWatch does not say. */
  readonly since: number | undefined;
  readonly enabled: boolean;
  /** ARNs of what it tells. */
  readonly actions: readonly string[];
}

/** What was found, and the topics that the alarms tell. */
export interface AlarmsChecked {
  readonly findings: readonly Finding[];
  readonly topics: readonly string[];
}

/** DescribeAlarms takes at most so many names. */
const mostNames = 100;

/** Every alarm of ours says what missing data mean, so that it leaves INSUFFICIENT_DATA soon after it was made. */
const longestWithoutData = 24 * 3_600_000;

const isAlarm = /^AWS::CloudWatch::(Composite)?Alarm$/;

/** Whether the alarms of the stacks are there, act, and have data. @param now epoch milliseconds of AWS */
export async function checkAlarms({ clients, stacks }: Account, now: number): Promise<AlarmsChecked> {
  const wanted = stacks.flatMap(({ name: stack, resources }) =>
    resources
      .filter(({ type }) => isAlarm.test(type))
      .map(({ logicalId, physicalId }) => ({ label: `${stack} ${logicalId}`, name: physicalId })),
  );
  const found = await inTurn(chunks(wanted, mostNames), (some) =>
    describe(
      clients.cloudwatch,
      some.map(({ name }) => name),
    ),
  );
  const byName = new Map(found.map((alarm) => [alarm.name, alarm]));
  return {
    findings: wanted.map(({ label, name }) => findingOf(label.replace(/[0-9A-F]{8}$/, ''), byName.get(name), now)),
    topics: [...new Set(found.flatMap(({ actions }) => actions.filter((action) => action.split(':')[2] === 'sns')))],
  };
}

async function describe(client: CloudWatchClient, AlarmNames: string[]): Promise<readonly Alarm[]> {
  const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(
    new DescribeAlarmsCommand({ AlarmNames, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: mostNames }),
  );
  return [...MetricAlarms, ...CompositeAlarms].map((alarm) => ({
    name: alarm.AlarmName ?? '',
    state: alarm.StateValue ?? 'unknown',
    since: (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp)?.getTime(),
    enabled: alarm.ActionsEnabled ?? false,
    actions: alarm.AlarmActions ?? [],
  }));
}

function findingOf(what: string, alarm: Alarm | undefined, now: number): Finding {
  const base = { area: 'alarms', what, rehearsed: 'is there, acts, and has data' } as const;
  if (alarm === undefined)
    return {
      ...base,
      status: 'different',
      found: 'there is no such alarm',
      fix: 'Somebody deleted it. Deploy the stacks again: npx cdk deploy --all',
    };
  const { state, since, enabled } = alarm;
  const found = `${state}${since === undefined ? '' : ` since ${new Date(since).toISOString()}`}`;
  if (!enabled)
    return {
      ...base,
      status: 'different',
      found: 'its actions are disabled',
      fix: `Run: aws cloudwatch enable-alarm-actions --alarm-names ${alarm.name}`,
    };
  if (state === 'INSUFFICIENT_DATA' && (since === undefined || now - since > longestWithoutData))
    return {
      ...base,
      status: 'different',
      found,
      fix: `Look at the metric of ${alarm.name} in the CloudWatch console: nothing arrives under its name and dimensions.`,
    };
  return { ...base, status: 'same', found };
}
