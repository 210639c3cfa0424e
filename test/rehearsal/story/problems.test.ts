import type { ExecutionLine, Line, RemediationLine } from '../../../rehearsal/story/lines';
import { problemsOf } from '../../../rehearsal/story/problems';

const clean = { denied: [], replayed: { verdicts: 3, identical: 3 } };
const gate = { validationId: 'v', executionId: 'e', stage: 'Staging', at: '' };
const decision = (name: 'approve' | 'reject' | 'hold'): Line => ({
  type: 'decision',
  ...gate,
  build: 2,
  decision: name,
  verdict: null,
  by: 'gate',
  reasons: ['why'],
});
const rollback = (outcome: RemediationLine['outcome']): Line => ({
  type: 'remediation',
  by: 'healing',
  problemId: null,
  ...gate,
  fromBuild: 4,
  toBuild: 3,
  outcome,
  deploymentId: null,
  reason: '',
});
const followed = (code: string, told = true): Line => ({
  type: 'problem',
  problemId: 'gate:v',
  code,
  reason: '',
  page: { link: 'https://report.example', status: 200, told },
  at: '',
});
const execution = (status: string, failure: string | null = null): ExecutionLine => ({
  type: 'execution',
  executionId: 'e',
  build: 2,
  status,
  failure,
  at: '',
});

const takenBack = (expected: boolean): Line => ({
  ...execution('Failed', 'Staging/Deploy: its deployment failed'),
  takenBack: { stage: 'Staging', by: 'ECS', reason: 'alarm detected (errors).', expected },
});

test.each<[string, Line[], number]>([
  ['an approval', [decision('approve'), execution('Succeeded')], 0],
  ['a rejection', [decision('reject'), execution('Failed')], 0],
  ['a hold', [decision('hold'), execution('Held')], 1],
  ['an execution that fails without a decision', [execution('Failed', 'Staging/Deploy: no appspec')], 1],
  ['an execution that fails after an approval', [decision('approve'), execution('Failed', 'Production/Deploy: no appspec')], 1],
  ['a bad build that alarms take back', [takenBack(true)], 0],
  ['a good build that alarms take back', [takenBack(false)], 1],
  ['a rollback that failed', [rollback('failed')], 1],
  ['a rollback that did not help', [rollback('escalated')], 1],
  ['a rollback that was withdrawn', [rollback('withdrawn')], 1],
  ['a rollback', [rollback('succeeded')], 0],
  [
    'a problem that no deployment caused',
    [{ type: 'problem', problemId: 'cloudwatch:a', code: 'no-deployment', reason: 'none fits', at: '' }],
    0,
  ],
  ['a rollback of the gate that helped', [followed('recovered')], 0],
  ['a rollback of the gate that did not help', [followed('escalated')], 1],
  ['a page that does not tell its rollback', [followed('recovered', false)], 1],
  ['a rollback that was refused', [{ type: 'remediation-refused', ...gate, fromBuild: 4, reason: 'none has passed' }], 1],
])('%s: %#', (_, lines, count) => {
  expect(problemsOf(lines, clean, [])).toHaveLength(count);
});

test('what was denied, failed or does not replay is a problem of its own, with its name', () => {
  const receipt = {
    denied: [{ principal: 'role/decide', action: 'sns:Publish', resource: 'arn:topic' }],
    replayed: { verdicts: 3, identical: 2 },
  };
  expect(problemsOf([], receipt, [{ service: 'lambda', what: 'Invoke', message: 'gone' }])).toEqual([
    'role/decide was denied sns:Publish on arn:topic.',
    'lambda failed at Invoke: gone',
    '1 of 3 verdicts do not replay from their evidence.',
  ]);
});
