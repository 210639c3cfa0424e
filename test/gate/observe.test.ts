import { observe } from '../../lambda/gate/observe';
import type { PipelineEvent } from '../../lambda/gate/observing/event';
import { parsePipelineEvent } from '../../lambda/gate/observing/event';
import { register } from '../../lambda/gate/register';
import { approvalMark } from '../../lambda/gate/telling/approval-summary';
import { aDecision, minute, ten } from './support/validations';
import { job, World } from './support/world';

let world: World;

beforeEach(async () => {
  world = new World();
  await register(job, world.ports(), ten);
});

const id = 'exec-1#Production#job-1';
const answered = (decision: 'approve' | 'reject', changes: object = {}): PipelineEvent => ({
  kind: 'approval',
  pipeline: 'shop',
  executionId: 'exec-1',
  stage: 'Production',
  action: 'ApproveProduction',
  decision,
  at: ten + 10 * minute,
  ...changes,
});
const ended = (state: string, changes: object = {}): PipelineEvent => ({
  kind: 'execution-ended',
  pipeline: 'shop',
  executionId: 'exec-1',
  state,
  at: ten + 10 * minute,
  ...changes,
});
const see = (event: PipelineEvent) => observe(event, world.ports(), ten + 10 * minute);

describe('an approval', () => {
  test('that a person answered is that person’s decision, and is told', async () => {
    world.pipeline.person('reject', 'not today');
    expect(await see(answered('reject'))).toEqual({ kind: 'recorded', validationId: id });
    expect(world.validation).toMatchObject({ status: 'decided', decision: { decision: 'reject', by: 'person', answered: true } });
    expect(world.events).toMatchObject([{ type: 'decision', detail: { by: 'person', decision: 'reject' } }]);
  });

  test('is recorded once, however often the event comes', async () => {
    world.pipeline.person('approve');
    await see(answered('approve'));
    const before = world.validation;
    await see(answered('approve'));
    await see(answered('reject'));
    expect([world.validation, world.events.length]).toEqual([before, 1]);
  });

  test('that a person answered after a hold replaces the hold', async () => {
    await world.validations.recordDecision(id, aDecision({ decision: 'hold', verdict: 'inconclusive' }));
    await world.validations.markTold(id, 'decision', ten);
    world.pipeline.person('approve', 'I looked');
    await see(answered('approve'));
    expect(world.validation.decision).toMatchObject({
      by: 'person',
      decision: 'approve',
      reasons: expect.arrayContaining(['The gate had held.']),
    });
    expect([world.events.length, world.validation.expiresAt]).toEqual([1, undefined]);
  });

  test('that a person rejected against a recommendation expires again', async () => {
    await world.validations.recordDecision(id, aDecision());
    world.pipeline.person('reject');
    await see(answered('reject'));
    expect(world.validation.expiresAt).toBe((ten + 10 * minute) / 1000 + 90 * 86_400);
  });

  test('that the gate answered is the gate’s own', async () => {
    await world.validations.recordDecision(id, aDecision());
    world.pipeline.person('approve', `pass: fine ${approvalMark({ validationId: id })}`);
    expect(await see(answered('approve'))).toMatchObject({ kind: 'nothing' });
    expect(world.validation.decision).toMatchObject({ by: 'gate', answered: true });
  });

  test('that the gate answered is its own also where the stage has moved on', async () => {
    await world.validations.recordDecision(id, aDecision());
    world.pipeline.approval = { kind: 'over', detail: 'gone' };
    await see(answered('approve'));
    expect(world.validation.decision).toMatchObject({ by: 'gate', answered: true });
  });

  test('that the event shows to be a person’s is one, also where the stage has moved on', async () => {
    await world.validations.recordDecision(id, aDecision());
    world.pipeline.approval = { kind: 'over', detail: 'gone' };
    await see(answered('approve', { summary: 'fine with me' }));
    expect(world.validation.decision).toMatchObject({
      by: 'person',
      reasons: expect.arrayContaining(['A person approved: “fine with me”']),
    });
  });

  test('that says otherwise than the gate’s pending decision is a person’s', async () => {
    await world.validations.recordDecision(id, aDecision());
    world.pipeline.approval = { kind: 'over', detail: 'gone' };
    await see(answered('reject'));
    expect(world.validation.decision).toMatchObject({ by: 'person', decision: 'reject' });
  });

  test('that is answered again after the gate’s answer changes no record', async () => {
    await world.validations.recordDecision(id, aDecision({ decision: 'reject', verdict: 'fail' }));
    await world.validations.markAnswered(id);
    world.pipeline.person('approve');
    expect(await see(answered('approve'))).toMatchObject({ kind: 'nothing' });
    expect(world.validation.decision).toMatchObject({ by: 'gate', decision: 'reject' });
  });

  test('that expired is nobody’s decision', async () => {
    world.pipeline.approval = { kind: 'answered', decision: 'reject' };
    await see(answered('reject'));
    expect(world.validation).toMatchObject({ status: 'abandoned', abandonment: { reason: 'The approval ended without an answer.' } });
    expect(world.validation.decision).toBeUndefined();
  });

  test.each([
    ['another execution', { executionId: 'exec-2' }],
    ['another stage', { stage: 'Staging' }],
    ['another action', { action: 'ApproveSomethingElse' }],
    ['another pipeline', { pipeline: 'other' }],
    ['a time before the registration', { at: ten - minute }],
  ])('of %s concerns no gate', async (_, changes) => {
    world.pipeline.person('approve');
    expect(await see(answered('approve', changes))).toEqual({ kind: 'nothing', why: 'No validation belongs to this approval.' });
    expect(world.validation.status).toBe('waiting');
  });
});

describe('the end of an execution', () => {
  test.each(['FAILED', 'STOPPED', 'SUPERSEDED', 'CANCELED'])('%s abandons what waits', async (state) => {
    expect(await see(ended(state))).toEqual({ kind: 'abandoned', validationIds: [id] });
    expect(world.validation).toMatchObject({ status: 'abandoned', abandonment: { reason: `The pipeline execution ended: ${state}.` } });
  });

  test('changes no decision, and comes twice without harm', async () => {
    await world.validations.recordDecision(id, aDecision({ decision: 'reject', verdict: 'fail' }));
    expect([await see(ended('FAILED')), await see(ended('FAILED'))]).toEqual([
      { kind: 'abandoned', validationIds: [] },
      { kind: 'abandoned', validationIds: [] },
    ]);
    expect(world.validation.status).toBe('decided');
  });

  test('that arrives before the answer that caused it does not hide the answer', async () => {
    world.pipeline.person('reject');
    await see(ended('FAILED'));
    await see(answered('reject'));
    expect(world.validation).toMatchObject({ status: 'decided', decision: { by: 'person', decision: 'reject' } });
  });

  test.each([
    ['of another execution', { executionId: 'exec-2' }],
    ['of another pipeline', { pipeline: 'other' }],
    ['before a retried stage registered again', { at: ten - 1 }],
  ])('%s abandons nothing', async (_, changes) => {
    await see(ended('FAILED', changes));
    expect(world.validation.status).toBe('waiting');
  });
});

describe('events as EventBridge delivers them', () => {
  const action = (state: string, category = 'Approval') => ({
    version: '0',
    id: 'event-1',
    'detail-type': 'CodePipeline Action Execution State Change',
    source: 'aws.codepipeline',
    account: '123456789012',
    time: '2026-11-20T10:00:00Z',
    region: 'us-east-1',
    resources: [],
    detail: {
      pipeline: 'shop',
      'execution-id': 'exec-1',
      stage: 'Production',
      action: 'ApproveProduction',
      state,
      type: { owner: 'AWS', provider: 'Manual', category, version: '1' },
      version: 4,
    },
  });
  const pipeline = (state: string) => ({
    ...action(state),
    'detail-type': 'CodePipeline Pipeline Execution State Change',
    detail: { pipeline: 'shop', 'execution-id': 'exec-1', state, version: 4 },
  });

  test.each([
    ['SUCCEEDED', 'approve'],
    ['FAILED', 'reject'],
  ] as const)('an approval that %s is %s', (state, decision) => {
    expect(parsePipelineEvent(action(state))).toEqual(answered(decision, { at: ten }));
  });

  test('an approval brings what was said', () => {
    const event = action('FAILED');
    const detail = { ...event.detail, 'execution-result': { 'external-execution-summary': 'not today', 'error-code': 'JobFailed' } };
    expect(parsePipelineEvent({ ...event, detail })).toEqual(answered('reject', { at: ten, summary: 'not today' }));
  });

  test.each(['FAILED', 'STOPPED', 'SUPERSEDED', 'CANCELED'])('a pipeline execution that %s has ended', (state) => {
    expect(parsePipelineEvent(pipeline(state))).toEqual(ended(state, { at: ten }));
  });

  test.each([
    ['an approval that started', action('STARTED')],
    ['a deployment', action('FAILED', 'Deploy')],
    ['a pipeline that succeeded', pipeline('SUCCEEDED')],
    ['a pipeline that started', pipeline('STARTED')],
    ['another source', { ...action('FAILED'), source: 'someone.else' }],
    ['nothing', undefined],
    ['an approval without its execution', { ...action('FAILED'), detail: {} }],
  ])('%s concerns no gate', async (_, event) => {
    expect(parsePipelineEvent(event)).toEqual({ kind: 'other' });
    expect(await see({ kind: 'other' })).toMatchObject({ kind: 'nothing' });
  });
});
