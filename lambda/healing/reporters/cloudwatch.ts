/** CloudWatch alarms, as EventBridge delivers their changes of state. Every time in ALARM is a problem of its own. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { ProblemEntity } from '../problem';
import { instantOf } from '../text';
import type { Normalised } from './normalised';
import { ignored, malformed, toProblem } from './normalised';

const state = v.object({
  value: v.picklist(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  timestamp: v.string(),
  reasonData: v.fallback(v.optional(v.string()), undefined),
});

const metric = v.object({ namespace: v.string(), dimensions: v.optional(v.record(v.string(), v.string()), {}) });

const schema = v.object({
  region: v.fallback(v.string(), ''),
  resources: v.fallback(v.array(v.string()), []),
  detail: v.object({
    alarmName: v.pipe(v.string(), v.minLength(1)),
    state,
    previousState: v.fallback(v.optional(state), undefined),
    configuration: v.optional(
      v.object({
        description: v.optional(v.string()),
        metrics: v.optional(v.array(v.object({ metricStat: v.optional(v.object({ metric })) })), []),
      }),
      {},
    ),
  }),
});

type AlarmEvent = v.InferOutput<typeof schema>;

/** The first datapoint that made the alarm go off, where CloudWatch tells it. */
const firstDatapoint = (reasonData: string | undefined): number | undefined => {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), v.object({ startDate: v.string() })), reasonData);
  return result.success ? instantOf(result.output.startDate) : undefined;
};

const idOf = ({ resources, detail }: AlarmEvent, since: number): string => {
  const hash = createHash('sha256')
    .update(`${resources[0] ?? ''}\n${detail.alarmName}`)
    .digest('hex')
    .slice(0, 12);
  return `${detail.alarmName.replaceAll(/[^\w.-]/g, '-').slice(0, 120)}.${hash}.${since}`;
};

const entitiesOf = ({ resources, detail }: AlarmEvent): ProblemEntity[] => [
  { type: 'alarm', id: resources[0] ?? detail.alarmName, name: detail.alarmName },
  ...(detail.configuration.metrics ?? []).flatMap(({ metricStat }) =>
    Object.entries(metricStat?.metric.dimensions ?? {}).map(([name, value]) => ({
      type: metricStat?.metric.namespace ?? '',
      id: `${name}=${value}`,
      name: value,
    })),
  ),
];

const linkTo = ({ region, detail }: AlarmEvent): string | undefined =>
  /^[a-z0-9-]{5,30}$/.test(region)
    ? `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(detail.alarmName)}`
    : undefined;

const alarmOf = (event: AlarmEvent, since: number, now: 'open' | 'resolved'): Normalised =>
  toProblem({
    source: 'cloudwatch',
    id: idOf(event, since),
    state: now,
    nature: 'symptom',
    severity: 'high',
    title: event.detail.configuration.description ?? event.detail.alarmName,
    entities: entitiesOf(event),
    tags: [],
    started: Math.min(since, firstDatapoint(event.detail.state.reasonData) ?? since),
    link: linkTo(event),
  });

/** Reads an event “CloudWatch Alarm State Change”. */
export const fromCloudWatch = (value: unknown): Normalised => {
  const result = v.safeParse(schema, value);
  if (!result.success) {
    const [issue] = result.issues;
    return malformed(`The alarm event is wrong at ${v.getDotPath(issue) ?? 'its root'}: ${issue.message}.`);
  }
  const event = result.output;
  const { state: current, previousState: previous } = event.detail;
  const begin = instantOf(current.value === 'ALARM' ? current.timestamp : previous?.timestamp);
  if (current.value === 'ALARM') {
    return begin === undefined ? malformed('The alarm event has no readable detail.state.timestamp.') : alarmOf(event, begin, 'open');
  }
  return current.value === 'OK' && previous?.value === 'ALARM' && begin !== undefined
    ? alarmOf(event, begin, 'resolved')
    : ignored(`The alarm went from ${previous?.value ?? 'nothing'} to ${current.value}.`);
};
