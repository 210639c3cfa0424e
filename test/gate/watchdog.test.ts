import { parseFailedWorkflow } from '../../lambda/gate/observing/failed-workflow';
import { watch } from '../../lambda/gate/watchdog';
import { parseWorkflowState } from '../../lambda/gate/workflow-input';
import type { Validation } from '../../lambda/gate/validation';
import { aDecision, aValidation, minute, revision, ten } from './support/validations';
import { coded, World } from './support/world';

const failed = { validationId: aValidation().validationId, status: 'TIMED_OUT', cause: 'States.Timeout' };
const now = ten + 20 * minute;

const after = async (changes: Partial<Validation>) => {
  const world = new World();
  await world.validations.create(aValidation(changes));
  const outcome = await watch(failed, world.ports(), now);
  return { world, outcome, validation: world.validation };
};

test('what nobody decided is held, and told', async () => {
  const { world, outcome, validation } = await after({});
  expect([outcome, validation.decision]).toEqual([
    'held',
    expect.objectContaining({ decision: 'hold', reasons: ['The gate’s workflow ended (TIMED_OUT): States.Timeout.'] }),
  ]);
  expect([world.events.length, world.messages.length]).toEqual([1, 1]);
});

test('the same event again tells nothing new', async () => {
  const { world } = await after({});
  expect(await watch(failed, world.ports(), now)).toBe('nothing');
  expect(world.messages).toHaveLength(1);
});

const rollback = { from: revision('four'), to: revision('three'), toRelease: 'Build 3', reason: 'r', startedAt: ten, deploymentId: 'd-5' };
const rejected = aDecision({ decision: 'reject', verdict: 'fail', answered: true });

test.each<[string, Partial<Validation>, RegExp]>([
  ['an approval that may not have been answered', { decision: aDecision() }, /answer it by hand/],
  ['a rejection that may not have been answered', { decision: aDecision({ decision: 'reject' }) }, /answer it by hand/],
  ['a rollback that was not begun', { decision: rejected }, /no rollback was begun/],
  [
    'a rollback that was not followed',
    { decision: rejected, remediation: { ...rollback, state: 'running' } },
    /not followed to its end.*d-5/,
  ],
])('%s stays as decided, and people are told', async (_, changes, text) => {
  for (const decisionToldAt of [undefined, ten]) {
    const told = decisionToldAt === undefined ? {} : { decisionToldAt };
    const { world, outcome, validation } = await after({ ...changes, ...told, status: 'decided' });
    expect([outcome, validation.decision]).toEqual(['told', changes.decision]);
    expect(world.messages.map((message) => message.text).join('\n')).toMatch(text);
  }
});

test.each<[string, Partial<Validation>]>([
  ['an approval that was answered', { decision: aDecision({ answered: true }) }],
  ['a person’s decision', { decision: aDecision({ by: 'person', answered: true }) }],
  ['a rollback that has ended', { decision: rejected, remediation: { ...rollback, state: 'succeeded' } }],
  ['a recommendation', { decision: aDecision(), mode: 'advise' }],
])('%s leaves nothing to say', async (_, changes) => {
  const { outcome } = await after({ ...changes, status: 'decided', decisionToldAt: ten });
  expect(outcome).toBe('nothing');
});

test('what was abandoned stays so', async () => {
  const { outcome, validation } = await after({ status: 'abandoned' });
  expect([outcome, validation.decision]).toEqual(['nothing', undefined]);
});

describe('the event of a failed workflow', () => {
  const event = (detail: object) => ({ source: 'aws.states', 'detail-type': 'Step Functions Execution Status Change', detail });
  const input = JSON.stringify({ validationId: 'v-1', next: 'look', at: '2026-11-20T10:00:00Z' });

  test.each([
    [{ status: 'FAILED', input, error: 'NoMonspec', cause: 'gone' }, 'NoMonspec: gone'],
    [{ status: 'TIMED_OUT', input }, ''],
    [{ status: 'ABORTED', input, error: null, cause: null }, ''],
  ])('%j names its validation', (detail, cause) => {
    expect(parseFailedWorkflow(event(detail))).toEqual({ validationId: 'v-1', status: detail.status, cause });
  });

  test.each([
    [event({ status: 'SUCCEEDED', input })],
    [event({ status: 'FAILED', input: '{}' })],
    [event({ status: 'FAILED', input: 'no JSON' })],
    [event({ status: 'FAILED' })],
    [{ ...event({ status: 'FAILED', input }), source: 'else' }],
    [undefined],
  ])('is not %j', (other) => {
    expect(parseFailedWorkflow(other)).toBeUndefined();
  });
});

describe('what the workflow hands to a step', () => {
  const state = { validationId: 'v', next: 'decide', at: '2026-11-20T10:00:00.000Z' };

  test('is parsed with the error that Step Functions caught', () => {
    const error = { Error: 'NoMonspec', Cause: '{"errorMessage":"gone"}' };
    expect(parseWorkflowState({ ...state, error })).toEqual({ ...state, error });
  });

  test.each([[{}], [undefined], [{ ...state, next: 'explode' }], [{ ...state, at: 'soon' }], [{ ...state, validationId: '' }]])(
    'is not %j',
    (other) => {
      expect(() => parseWorkflowState(other)).toThrow(coded('BadWorkflowInput'));
    },
  );
});
