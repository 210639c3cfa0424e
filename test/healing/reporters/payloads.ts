/** Messages of every reporter, made for these tests after the shapes that the reporters document. */

const dynatraceId = '-4021883376120095542_1790000040000V2';

const entity = { entityId: { id: 'SERVICE-AA11BB22CC33DD44', type: 'SERVICE' }, name: 'Production/Shop' };

export const dynatrace = (changes: object = {}): Record<string, unknown> => ({
  PID: dynatraceId,
  ProblemID: 'P-77001',
  State: 'OPEN',
  ProblemTitle: 'Failure rate increase',
  ProblemSeverity: 'ERROR',
  ProblemURL: 'https://abc12345.live.dynatrace.com/#problems/problemdetails;pid=1',
  ImpactedEntities: [{ type: 'SERVICE', name: 'Production/Shop', entity: 'SERVICE-AA11BB22CC33DD44' }],
  ProblemDetailsJSONv2: {
    problemId: dynatraceId,
    displayId: 'P-77001',
    title: 'Failure rate increase',
    severityLevel: 'ERROR',
    affectedEntities: [entity],
    entityTags: [
      { context: 'CONTEXTLESS', key: 'DeploymentGroup', value: 'Production', stringRepresentation: 'DeploymentGroup:Production' },
    ],
    startTime: 1_790_000_100_000,
    endTime: -1,
  },
  Tags: '[AWS]team:shop, DeploymentGroup:Production',
  ...changes,
});

export const dynatraceTest = {
  ImpactedEntities: [{ type: 'HOST', name: 'MyHost', entity: 'HOST-XXXXXXXXXXXXX' }],
  PID: '12345',
  ProblemID: '123',
  ProblemTitle: 'A test',
  State: 'OPEN',
};

const anomalyOfTopic = {
  id: 'anomaly-1',
  startTime: 1_672_000_000_000,
  sourceDetails: [
    {
      dataSource: 'CW_METRICS',
      dataIdentifiers: {
        name: 'Errors',
        namespace: 'AWS/ApplicationELB',
        period: '60',
        stat: 'Sum',
        unit: 'None',
        dimensions: '{"LoadBalancer":"app/shop/1"}',
      },
    },
  ],
  associatedResourceArns: ['arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shop/1'],
};

const insight = {
  accountId: '123456789012',
  region: 'us-east-1',
  insightId: 'AIinsight_0001',
  insightName: 'Errors in shop',
  insightUrl: 'https://us-east-1.console.aws.amazon.com/devops-guru/insight/reactive/AIinsight_0001',
  insightType: 'REACTIVE',
  insightDescription: 'Errors went up',
  insightSeverity: 'high',
  resourceCollection: { cloudFormation: { stackNames: ['ShopProduction'] } },
};

export const guruTopic = (changes: object = {}) => ({
  ...insight,
  messageType: 'NEW_INSIGHT',
  startTime: 1_790_000_100_000,
  anomalies: [anomalyOfTopic],
  ...changes,
});

export const guruEvent = (changes: object = {}) => ({
  source: 'aws.devops-guru',
  'detail-type': 'DevOps Guru New Insight Open',
  resources: [],
  detail: {
    ...insight,
    messageType: 'NEW_INSIGHT',
    startTime: '1790000100000',
    anomalies: [
      {
        id: 'a',
        startTime: '1790000000000',
        sourceDetails: [
          { dataIdentifiers: { namespace: 'AWS/ApplicationELB', dimensions: [{ name: 'LoadBalancer', value: 'app/shop/1' }] } },
        ],
      },
    ],
    ...changes,
  },
});

const capital = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(capital)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name.charAt(0).toUpperCase() + name.slice(1), capital(one)]))
      : value;

/** As the messages of 2021: names begin with capitals. */
export const guru2021 = () => capital(guruTopic());

export const alarm = (value: string, previous: string, changes: object = {}) => ({
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
  region: 'us-east-1',
  resources: ['arn:aws:cloudwatch:us-east-1:123456789012:alarm:Shop errors'],
  detail: {
    alarmName: 'Shop errors',
    state: {
      value,
      reason: 'Threshold crossed',
      timestamp: value === 'ALARM' ? '2026-11-20T10:05:00.000+0000' : '2026-11-20T10:25:00.000+0000',
    },
    previousState: { value: previous, timestamp: previous === 'ALARM' ? '2026-11-20T10:05:00.000+0000' : '2026-11-20T09:00:00.000+0000' },
    configuration: {
      description: 'Too many errors',
      metrics: [
        {
          id: 'm1',
          metricStat: {
            metric: { namespace: 'AWS/ApplicationELB', name: 'HTTPCode_Target_5XX_Count', dimensions: { LoadBalancer: 'app/shop/1' } },
            period: 60,
            stat: 'Sum',
          },
        },
      ],
    },
    ...changes,
  },
});

export const generic = (changes: object = {}) => ({
  id: 'shop-17',
  state: 'open',
  title: 'Slow',
  severity: 'high',
  entities: ['shop'],
  tags: { env: 'Production' },
  started: '2026-11-20T10:05:00Z',
  ...changes,
});

export const pagerDuty = (type: string, changes: object = {}) => ({
  event: {
    id: '01EVENT',
    event_type: type,
    resource_type: 'incident',
    occurred_at: '2026-11-20T10:06:00Z',
    data: {
      id: 'QINCIDENT1',
      type: 'incident',
      number: 42,
      title: 'Shop is slow',
      html_url: 'https://acme.pagerduty.com/incidents/QINCIDENT1',
      urgency: 'high',
      created_at: '2026-11-20T10:05:00Z',
      service: { id: 'PSERVICE', summary: 'shop' },
      ...changes,
    },
  },
});

export const gateRemediation = (outcome?: string) => ({
  source: 'unbreakable.gate',
  'detail-type': outcome === undefined ? 'Gate Remediation Started' : 'Gate Remediation',
  detail: {
    validationId: 'exec-4#Production#job-4',
    pipeline: 'shop',
    stage: 'Production',
    executionId: 'exec-4',
    fromRelease: 'Build 4',
    ...(outcome === undefined ? {} : { outcome }),
    reason: 'No target.',
    at: 1_790_000_100_000,
  },
});

export const onTopic = (message: unknown, topic = 'arn:aws:sns:us-east-1:123456789012:guru') => ({
  Type: 'Notification',
  MessageId: 'm',
  TopicArn: topic,
  Message: JSON.stringify(message),
  SignatureVersion: '1',
});
