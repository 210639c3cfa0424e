import { sentence } from '../../../cli/progress/words';
import type { ExecutionLine } from '../../../rehearsal/story/lines';
import type { GateLine } from '../../../rehearsal/story/lines-of-build';

const gate = { validationId: 'v', executionId: 'e', stage: 'Production', at: '' };
const remediation = {
  type: 'remediation' as const,
  by: 'gate' as const,
  problemId: null,
  ...gate,
  fromBuild: 4,
  deploymentId: 'd-9',
  reason: 'r',
};

test.each<[GateLine | ExecutionLine, string | undefined]>([
  [
    { type: 'decision', ...gate, build: 1, decision: 'approve', verdict: 'pass', by: 'gate', reasons: ['All good.'] },
    'Build 1 approved in Production. All good.',
  ],
  [
    { type: 'decision', ...gate, build: 1, decision: 'reject', verdict: null, by: 'person', reasons: [] },
    'Build 1 rejected in Production by a person.',
  ],
  [{ ...remediation, toBuild: 3, outcome: 'succeeded' }, 'Production went back from build 4 to build 3.'],
  [
    { ...remediation, toBuild: null, outcome: 'failed' },
    'Production could not go back from build 4 to build (unknown): deployment d-9 failed.',
  ],
  [
    { type: 'remediation-refused', ...gate, fromBuild: 1, reason: 'No build has passed yet.' },
    'Production keeps build 1: No build has passed yet.',
  ],
  [
    { type: 'execution', executionId: 'e', build: 5, status: 'Failed', failure: 'Staging/DeployInStaging: hook failed', at: '' },
    'Build 5 stopped. Staging/DeployInStaging: hook failed',
  ],
  [
    {
      type: 'execution',
      executionId: 'e',
      build: 2,
      status: 'Failed',
      failure: 'Staging/DeployInStaging: its deployment failed.',
      takenBack: { stage: 'Staging', by: 'ECS', reason: 'Service deployment rolled back because alarm detected (errors).', expected: true },
      at: '',
    },
    'Build 2 was taken back by ECS in Staging before the gate was asked: Service deployment rolled back because alarm detected (errors).',
  ],
  [{ type: 'execution', executionId: 'e', build: 2, status: 'Failed', failure: 'Staging/ApproveStaging: rejected', at: '' }, undefined],
  [{ type: 'execution', executionId: 'e', build: 1, status: 'Succeeded', failure: null, at: '' }, undefined],
])('%#', (line, text) => {
  expect(sentence(line)?.text).toBe(text);
});
