import type { Problem } from '../../../lambda/healing/problem';
import { fromCloudWatch } from '../../../lambda/healing/reporters/cloudwatch';
import { fromDevOpsGuru } from '../../../lambda/healing/reporters/devops-guru';
import { fromDynatrace } from '../../../lambda/healing/reporters/dynatrace';
import { fromGate } from '../../../lambda/healing/reporters/gate';
import { fromGeneric } from '../../../lambda/healing/reporters/generic';
import type { Normalised } from '../../../lambda/healing/reporters/normalised';
import { fromPagerDuty } from '../../../lambda/healing/reporters/pagerduty';
import { mendPlaceholders } from '../../../lambda/healing/reporters/placeholders';
import { fromFile, fromQueue, handOver } from '../../../lambda/healing/reporters/recognise';
import { alarm, dynatrace, dynatraceTest, gateRemediation, generic, guru2021, guruEvent, guruTopic, onTopic, pagerDuty } from './payloads';

const now = Date.UTC(2026, 10, 20, 10, 6);
const id = '-4021883376120095542_1790000040000V2';

const problemOf = (normalised: Normalised): Problem => {
  if (normalised.kind !== 'problem') {
    throw new TypeError(`${normalised.kind}: ${normalised.why}`);
  }
  return normalised.problem;
};

describe('Dynatrace', () => {
  test('a notification with everything', () => {
    expect(problemOf(fromDynatrace(dynatrace(), now))).toEqual({
      source: 'dynatrace',
      id,
      displayId: 'P-77001',
      state: 'open',
      nature: 'symptom',
      severity: 'high',
      title: 'Failure rate increase',
      entities: [{ type: 'SERVICE', id: 'SERVICE-AA11BB22CC33DD44', name: 'Production/Shop' }],
      entityCount: 1,
      tags: ['team:shop', 'DeploymentGroup:Production'],
      started: 1_790_000_100_000,
      link: 'https://abc12345.live.dynatrace.com/#problems/problemdetails;pid=1',
    });
  });

  test.each([
    ['PID and ProblemID swapped', dynatrace({ PID: 'P-77001', ProblemID: id })],
    ['swapped, and without details', dynatrace({ PID: 'P-77001', ProblemID: id, ProblemDetailsJSONv2: undefined })],
    [
      'the older details',
      dynatrace({
        ProblemDetailsJSONv2: undefined,
        ProblemDetailsJSON: { id, displayName: 'P-77001', severityLevel: 'ERROR', startTime: 1_790_000_100_000 },
      }),
    ],
    ['details that were never filled in', dynatrace({ ProblemDetailsJSONv2: '{ProblemDetailsJSONv2}' })],
  ])('%s: the internal id counts', (_name, message) => {
    expect(problemOf(fromDynatrace(message, now))).toMatchObject({ id, displayId: 'P-77001', state: 'open' });
  });

  test('the begin is in the id, where nothing else tells it', () => {
    expect(problemOf(fromDynatrace({ PID: id, State: 'OPEN' }, now)).started).toBe(1_790_000_040_000);
    expect(problemOf(fromDynatrace({ PID: '99', State: 'OPEN' }, now)).started).toBe(now);
  });

  test.each([
    ['OPEN', 'open'],
    ['RESOLVED', 'resolved'],
    ['MERGED', 'merged'],
    ['resolved', 'resolved'],
  ])('%s is %s', (State, state) => {
    expect(problemOf(fromDynatrace(dynatrace({ State }), now)).state).toBe(state);
  });

  test.each([
    ['AVAILABILITY', 'critical', 'symptom'],
    ['ERROR', 'high', 'symptom'],
    ['PERFORMANCE', 'high', 'symptom'],
    ['RESOURCE_CONTENTION', 'medium', 'symptom'],
    ['MONITORING_UNAVAILABLE', 'medium', 'monitoring'],
  ])('%s is %s, a %s', (ProblemSeverity, severity, nature) => {
    expect(problemOf(fromDynatrace(dynatrace({ ProblemSeverity, ProblemDetailsJSONv2: undefined }), now))).toMatchObject({
      severity,
      nature,
    });
  });

  test('the test notification asks for nothing', () => {
    expect(fromDynatrace(dynatraceTest, now).kind).toBe('ignored');
  });

  test.each([
    ['no state', { PID: id }],
    ['an unknown state', dynatrace({ State: 'BURNING' })],
    ['an unfilled state', dynatrace({ State: '{State}' })],
    ['no id', { State: 'OPEN' }],
    ['an id that is a path', { PID: '../../v1/tokens', State: 'OPEN' }],
    ['an id with a query', { PID: '1?Api-Token=x&y', State: 'OPEN' }],
    ['a list', []],
    ['nothing', null],
  ])('%s is malformed, with a fix', (_name, message) => {
    const normalised = fromDynatrace(message, now);
    expect(normalised.kind).toBe('malformed');
    expect(normalised.kind === 'malformed' && normalised.why).toMatch(/custom payload/);
  });

  test.each([
    ['unfilled placeholders', '{"PID":"1_1790000040000V2","State":"OPEN","ProblemDetailsJSON": {ProblemDetailsJSON},"Tags":"a"}'],
    ['values without quotes', '{"PID": -4_1790000040000V2, "State": OPEN,"ImpactedEntities": []}'],
    [
      'JSON between quotes',
      '{"PID":"1_1790000040000V2","ImpactedEntities":"[{"type":"SERVICE","name":"a","entity":"SERVICE-1"}]","State":"OPEN"}',
    ],
    [
      'details between quotes, at the end',
      '{"PID":"1_1790000040000V2","State":"OPEN","ProblemDetailsJSONv2":"{"title":"x","severityLevel":"ERROR"}"}',
    ],
  ])('%s are mended', (_name, text) => {
    expect(problemOf(fromDynatrace(JSON.parse(mendPlaceholders(text)), now))).toMatchObject({
      state: 'open',
      id: expect.stringMatching(/V2$/),
    });
  });
});

describe('DevOps Guru', () => {
  const expected = {
    source: 'devops-guru',
    id: 'AIinsight_0001',
    state: 'open',
    severity: 'high',
    nature: 'symptom',
    title: 'Errors in shop',
    started: 1_790_000_100_000,
  };

  test.each([
    ['of the topic', guruTopic()],
    ['of EventBridge', guruEvent().detail],
    ['of 2021', guru2021()],
  ])('a new insight %s', (_name, message) => {
    const problem = problemOf(fromDevOpsGuru(message, now));
    expect(problem).toMatchObject(expected);
    expect(problem.entities).toContainEqual({ type: 'AWS/ApplicationELB', id: 'LoadBalancer=app/shop/1', name: 'app/shop/1' });
    expect(problem.entities).toContainEqual({ type: 'stack', id: 'ShopProduction', name: 'ShopProduction' });
  });

  test.each([
    ['NEW_ASSOCIATION', 'open'],
    ['SEVERITY_UPGRADED', 'open'],
    ['CLOSED_INSIGHT', 'resolved'],
  ])('%s is about the same problem: %s', (messageType, state) => {
    const anomalies = messageType === 'SEVERITY_UPGRADED' ? undefined : [{ associatedResourceArn: ['arn:aws:sqs:us-east-1:1:q'] }];
    expect(problemOf(fromDevOpsGuru(guruTopic({ messageType, anomalies }), now))).toMatchObject({ id: 'AIinsight_0001', state });
  });

  test.each([
    ['a recommendation', guruTopic({ messageType: 'NEW_RECOMMENDATION' })],
    [
      'a filter that is wrong',
      { messageType: 'SELECTED_RESOURCE_FILTER_VALIDATION_FAILURE', ResourceFilterType: 'Tags', InvalidResourceNames: ['x'] },
    ],
  ])('%s asks for nothing', (_name, message) => {
    expect(fromDevOpsGuru(message, now).kind).toBe('ignored');
  });

  test('where it watches by tag, the problem carries the tags', () => {
    const resourceCollection = { tags: [{ appBoundaryKey: 'devops-guru-shop', tagValues: ['Production'] }] };
    expect(problemOf(fromDevOpsGuru(guruTopic({ resourceCollection }), now)).tags).toEqual(['devops-guru-shop:Production']);
  });

  test('a prediction is a forecast', () => {
    expect(problemOf(fromDevOpsGuru(guruTopic({ insightType: 'PROACTIVE' }), now)).nature).toBe('forecast');
  });

  test.each([
    ['an unknown type', guruTopic({ messageType: 'HELLO' })],
    ['no id', guruTopic({ insightId: undefined })],
    ['an id with a slash', guruTopic({ insightId: 'a/b?c' })],
    ['nothing', {}],
  ])('%s is malformed', (_name, message) => {
    expect(fromDevOpsGuru(message, now).kind).toBe('malformed');
  });
});

describe('CloudWatch', () => {
  test('an alarm and its end are one problem', () => {
    const begin = problemOf(fromCloudWatch(alarm('ALARM', 'OK')));
    expect(begin).toMatchObject({
      source: 'cloudwatch',
      state: 'open',
      severity: 'high',
      title: 'Too many errors',
      started: Date.UTC(2026, 10, 20, 10, 5),
    });
    expect(begin.entities).toContainEqual({ type: 'AWS/ApplicationELB', id: 'LoadBalancer=app/shop/1', name: 'app/shop/1' });
    expect(begin.entities).toContainEqual(expect.objectContaining({ type: 'alarm', name: 'Shop errors' }));
    expect(problemOf(fromCloudWatch(alarm('OK', 'ALARM')))).toMatchObject({ id: begin.id, state: 'resolved' });
  });

  test('the next time in ALARM is another problem', () => {
    const later = alarm('ALARM', 'OK', { state: { value: 'ALARM', timestamp: '2026-11-20T11:05:00.000+0000' } });
    expect(problemOf(fromCloudWatch(later)).id).not.toBe(problemOf(fromCloudWatch(alarm('ALARM', 'OK'))).id);
  });

  test('the first bad datapoint is the begin, where it is told', () => {
    const state = { value: 'ALARM', timestamp: '2026-11-20T10:05:00.000+0000', reasonData: '{"startDate":"2026-11-20T10:02:00.000+0000"}' };
    expect(problemOf(fromCloudWatch(alarm('ALARM', 'OK', { state }))).started).toBe(Date.UTC(2026, 10, 20, 10, 2));
  });

  test.each([
    ['OK', 'INSUFFICIENT_DATA'],
    ['INSUFFICIENT_DATA', 'ALARM'],
  ])('%s after %s asks for nothing', (value, previous) => {
    expect(fromCloudWatch(alarm(value, previous)).kind).toBe('ignored');
  });

  test('an event without a state is malformed', () => {
    expect(fromCloudWatch(alarm('ALARM', 'OK', { state: {} })).kind).toBe('malformed');
  });
});

describe('generic and PagerDuty', () => {
  test('a generic problem', () => {
    expect(problemOf(fromGeneric(generic(), now))).toMatchObject({
      id: 'shop-17',
      severity: 'high',
      tags: ['env:Production'],
      entities: [{ type: 'entity', id: 'shop', name: 'shop' }],
      started: Date.UTC(2026, 10, 20, 10, 5),
    });
  });

  test.each([
    ['an id with a path', generic({ id: '../x' })],
    ['an unknown state', generic({ state: 'meh' })],
    ['an unknown severity', generic({ severity: 'purple' })],
    ['a begin that is no time', generic({ started: 'yesterday' })],
    ['no title', generic({ title: undefined })],
  ])('%s is malformed, with an example', (_name, message) => {
    expect(fromGeneric(message, now)).toMatchObject({ kind: 'malformed', why: expect.stringContaining('Send for example') });
  });

  test('a link that is not https is dropped', () => {
    expect(problemOf(fromGeneric(generic({ link: 'javascript:alert(1)' }), now))).not.toHaveProperty('link');
    expect(problemOf(fromGeneric(generic({ link: 'https://user:pass@evil.example/' }), now))).not.toHaveProperty('link');
  });

  test.each([
    ['incident.triggered', 'open'],
    ['incident.resolved', 'resolved'],
  ])('PagerDuty %s is %s', (type, state) => {
    expect(problemOf(fromPagerDuty(pagerDuty(type), now))).toMatchObject({
      source: 'pagerduty',
      id: 'QINCIDENT1',
      displayId: '#42',
      state,
      entities: [{ type: 'service', id: 'PSERVICE', name: 'shop' }],
    });
  });

  test.each(['incident.acknowledged', 'pagey.ping'])('PagerDuty %s asks for nothing', (type) => {
    expect(fromPagerDuty(pagerDuty(type), now).kind).toBe('ignored');
  });
});

test.each([
  [undefined, true],
  ['succeeded', true],
  ['failed', true],
  ['refused', false],
])('a rollback of the gate with outcome %s is one problem, which the gate answers: %s', (outcome, rollsBack) => {
  expect(fromGate(gateRemediation(outcome))).toMatchObject({
    kind: 'problem',
    problem: { source: 'gate', id: 'exec-4#Production#job-4', gate: { stage: 'Production', rollsBack } },
  });
});

describe('thousands of entities', () => {
  test('are cut, and counted', () => {
    const entities = Array.from({ length: 5_000 }, (_, index) => ({ type: 'HOST', name: `h${index}`, entity: `HOST-${index}` }));
    const problem = problemOf(fromDynatrace(dynatrace({ ImpactedEntities: entities, ProblemDetailsJSONv2: undefined }), now));
    expect(problem.entities).toHaveLength(200);
    expect(problem.entityCount).toBe(5_000);
    expect(handOver(problem).length).toBeLessThan(200_000);
  });

  test('long and strange texts are cut and cleaned', () => {
    const problem = problemOf(
      fromGeneric(
        generic({ title: `a\u0000\n\u202E${'x'.repeat(9_999)}`, tags: Array.from({ length: 999 }, (_, index) => `t${index}`) }),
        now,
      ),
    );
    expect(problem.title).toMatch(/^a x+$/);
    expect(problem.title.length).toBeLessThanOrEqual(200);
    expect(problem.tags).toHaveLength(100);
  });
});

describe('the queue', () => {
  const topic = 'arn:aws:sns:us-east-1:123456789012:guru';
  const read = (message: unknown): Normalised => fromQueue(JSON.stringify(message), topic, now);

  test.each([
    ['an alarm', alarm('ALARM', 'OK'), 'cloudwatch'],
    ['DevOps Guru by EventBridge', guruEvent(), 'devops-guru'],
    ['DevOps Guru by its topic', onTopic(guruTopic()), 'devops-guru'],
    ['Dynatrace by EventBridge', { source: 'dynatrace', 'detail-type': 'Dynatrace Problem', detail: dynatrace() }, 'dynatrace'],
    [
      'Dynatrace by its partner bus',
      { source: 'aws.partner/dynatrace.com/abc12345/problems', 'detail-type': 'Problem', detail: dynatrace() },
      'dynatrace',
    ],
    ['the gate', gateRemediation('failed'), 'gate'],
  ])('reads %s', (_name, message, source) => {
    expect(problemOf(read(message)).source).toBe(source);
  });

  test('what the webhook hands over comes out as it went in', () => {
    const problem = problemOf(fromDynatrace(dynatrace(), now));
    expect(problemOf(fromQueue(handOver(problem), undefined, now))).toEqual(problem);
  });

  test.each([
    ['another topic', onTopic(guruTopic(), 'arn:aws:sns:us-east-1:999999999999:evil')],
    ['an unknown source', { source: 'com.evil', 'detail-type': 'x', detail: {} }],
    ['another partner', { source: 'aws.partner/dynatrace.com.evil/x', 'detail-type': 'x', detail: dynatrace() }],
    ['a bare body', dynatrace()],
    ['a problem that is none', { unbreakableProblem: { source: 'dynatrace' } }],
  ])('does not believe %s', (_name, message) => {
    expect(read(message).kind).toBe('malformed');
  });

  test.each(['', 'hello', '['.repeat(50_000), `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`])('refuses what is no reasonable JSON', (text) => {
    expect(fromQueue(text, topic, now).kind).toBe('malformed');
  });
});

test.each([
  ['a Dynatrace body', dynatrace()],
  ['a Lambda event of a topic', { Records: [{ EventSource: 'aws:sns', Sns: onTopic(guruTopic()) }] }],
  ['a message of a topic', guruTopic()],
  ['an event', alarm('ALARM', 'OK')],
  ['a PagerDuty body', pagerDuty('incident.triggered')],
  ['a generic body', generic()],
  ['a problem as a dry run prints it', problemOf(fromGeneric(generic(), now))],
])('a file may hold %s', (_name, message) => {
  expect(fromFile(JSON.stringify(message), now).kind).toBe('problem');
});
