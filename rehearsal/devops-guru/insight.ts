import { createHash } from 'node:crypto';
import type { Cloud, CloudEvent } from '../cloud/cloud';

/** An insight as the stand-in knows it. */
export interface Insight {
  readonly id: string;
  /** CloudFormation stack that it is about. */
  readonly stack: string;
  /** Dimensions of the metric that is anomalous. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** Virtual epoch milliseconds of the first anomalous minute. */
  readonly startTime: number;
  /** Virtual epoch milliseconds; absent while it is open. */
  readonly endTime?: number;
}

/** Opens an insight; the same stack and begin give the same id. */
export const openInsight = (stack: string, dimensions: Insight['dimensions'], startTime: number): Insight => ({
  id: createHash('sha256').update(`${stack} ${startTime}`).digest('base64url').slice(0, 40),
  stack,
  dimensions,
  startTime,
});

/** The event of a change, as DevOps Guru sends it: times are texts, dimensions a list. */
export function insightEvent({ account, region }: Pick<Cloud, 'account' | 'region'>, insight: Insight): CloudEvent {
  const { id, stack, dimensions, startTime, endTime } = insight;
  const identifiers = {
    period: '60',
    stat: 'Sum',
    unit: 'Count',
    name: 'HTTPCode_Target_5XX_Count',
    namespace: 'AWS/ApplicationELB',
    dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })),
  };
  return {
    source: 'aws.devops-guru',
    'detail-type': endTime === undefined ? 'DevOps Guru New Insight Open' : 'DevOps Guru Insight Closed',
    detail: {
      accountId: account,
      region,
      messageType: endTime === undefined ? 'NEW_INSIGHT' : 'CLOSED_INSIGHT',
      insightId: id,
      insightType: 'REACTIVE',
      insightSeverity: 'medium',
      insightDescription: `ApplicationELB HTTPCode_Target_5XX_Count Anomalous In Stack ${stack}`,
      insightUrl: `https://${region}.console.aws.amazon.com/devops-guru/#/insight/reactive/${id}`,
      startTime: String(startTime),
      ...(endTime !== undefined && { endTime: String(endTime) }),
      anomalies: [
        { id: `${id}a`, startTime: String(startTime), sourceDetails: [{ dataSource: 'CW_METRICS', dataIdentifiers: identifiers }] },
      ],
    },
  };
}
