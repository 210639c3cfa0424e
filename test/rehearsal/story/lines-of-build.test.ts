import { executionLine, lineKey, newLines } from '../../../rehearsal/story/lines-of-build';
import type { Snapshot } from '../../../cli/pipeline/snapshot';
import type { BundleRevision, Revision } from '../../../lambda/gate/revision';
import type { Decision, Remediation, Validation } from '../../../lambda/gate/validation';
import { aValidation } from '../../cli/support/validations';

const decision: Decision = { decision: 'reject', by: 'gate', verdict: 'fail', reasons: ['too slow'], at: 1_000, answered: true };
const revision: BundleRevision = { kind: 'bundle', bucket: 'b', key: 'k', bundleType: 'zip' };
const remediation: Remediation = {
  state: 'succeeded',
  from: revision,
  to: { ...revision, key: 'good' },
  toRelease: 'Build 3',
  deploymentId: 'd-2',
  reason: 'newest that passed',
  startedAt: 2_000,
  endedAt: 3_000,
};

const snapshot = (...validations: Validation[]): Snapshot => ({
  executionId: 'e1',
  status: 'Failed',
  actions: [],
  validations,
  openWorkflows: 0,
});
const buildOf = (of: Revision): Promise<number | undefined> => Promise.resolve(of.kind === 'bundle' && of.key === 'good' ? 3 : undefined);

test('a rejected and rolled back gate gives a decision and a remediation, in that order', async () => {
  const lines = await newLines(snapshot(aValidation({ decision, remediation, status: 'decided' })), 4, buildOf, new Set());
  expect(lines).toEqual([
    {
      type: 'decision',
      validationId: 'e1#Staging#j1',
      executionId: 'e1',
      build: 4,
      stage: 'Staging',
      decision: 'reject',
      verdict: 'fail',
      by: 'gate',
      reasons: ['too slow'],
      at: '1970-01-01T00:00:01.000Z',
    },
    {
      type: 'remediation',
      by: 'gate',
      validationId: 'e1#Staging#j1',
      executionId: 'e1',
      problemId: null,
      stage: 'Staging',
      fromBuild: 4,
      toBuild: 3,
      outcome: 'succeeded',
      deploymentId: 'd-2',
      reason: 'newest that passed',
      at: '1970-01-01T00:00:03.000Z',
    },
  ]);
});

test('nothing is told twice, and nothing before it has ended', async () => {
  const running = aValidation({ decision, remediation: { ...remediation, state: 'running' }, status: 'decided' });
  const first = await newLines(snapshot(running), 4, buildOf, new Set());
  expect(first.map(lineKey)).toEqual(['decision e1#Staging#j1']);
  expect(await newLines(snapshot(running), 4, buildOf, new Set(first.map(lineKey)))).toEqual([]);
  expect(await newLines(snapshot(aValidation()), 4, buildOf, new Set())).toEqual([]);
});

test('a retried stage has its own line', async () => {
  const lines = await newLines(
    snapshot(aValidation({ decision }), aValidation({ validationId: 'e1#Staging#j2', decision })),
    4,
    buildOf,
    new Set(),
  );
  expect(lines).toHaveLength(2);
});

test('a refusal is a line of its own type; a revision nobody knows has no build', async () => {
  const refused = aValidation({ remediation: { state: 'refused', reason: 'none has passed', at: 5 } });
  expect((await newLines(snapshot(refused), 1, buildOf, new Set()))[0]).toMatchObject({
    type: 'remediation-refused',
    fromBuild: 1,
    reason: 'none has passed',
  });
  const unknown = aValidation({ remediation: { ...remediation, to: revision } });
  expect((await newLines(snapshot(unknown), 1, buildOf, new Set()))[0]).toMatchObject({ toBuild: null });
});

test('an execution tells which action failed, and a hold is named as such', () => {
  const failed = { ...snapshot(), actions: [{ stage: 'Staging', name: 'DeployInStaging', status: 'Failed', summary: 'no appspec' }] };
  expect(executionLine(failed, { kind: 'ended', status: 'Failed' }, 5, 0)).toMatchObject({
    status: 'Failed',
    failure: 'Staging/DeployInStaging: no appspec',
  });
  expect(executionLine(snapshot(), { kind: 'held', validation: aValidation() }, 5, 0)).toMatchObject({ status: 'Held', failure: null });
});
