import type { Validation } from '../../../lambda/gate/validation';

const revision = { kind: 'bundle' as const, bucket: 'artifacts', key: 'app/one', bundleType: 'zip', eTag: 'aa' };

/** A validation that waits, with what a test changes. */
export const aValidation = (changes: Partial<Validation> = {}): Validation => ({
  validationId: 'e1#Staging#j1',
  executionId: 'e1',
  pipeline: 'unbreakable-pipeline',
  stage: 'Staging',
  attempt: 'j1',
  approvalAction: 'ApproveStaging',
  mode: 'enforce',
  status: 'waiting',
  registeredAt: 0,
  service: 'sample',
  comparison: 'StagingToProduction',
  release: 'Build 2',
  monspecKey: 'monspec/one',
  monspecSha256: 'ab',
  deployment: { destination: { kind: 'server', applicationName: 'a', deploymentGroupName: 'Staging' }, deploymentId: 'd-1', revision, startedAt: 0 },
  timing: { candidate: { start: 0, end: 600_000 }, lookEverySeconds: 60, ingestionDelaySeconds: 60, extendSeconds: 600, extended: false },
  ...changes,
});
