import type { Decision, Look, Validation } from '../../../lambda/gate/validation';

export const minute = 60_000;

/** A whole minute: 20 November 2026, 10:00 UTC. */
export const ten = Date.UTC(2026, 10, 20, 10, 0);

export const revision = (name: string) => ({
  kind: 'bundle' as const,
  bucket: 'artifacts',
  key: `shop/Applicatio/${name}`,
  bundleType: 'zip',
  eTag: `etag-${name}`,
});

export const destination = { kind: 'server' as const, applicationName: 'shop', deploymentGroupName: 'Production' };

/** A validation that waits: registered at ten, measured from 10:02 to 10:07. */
export const aValidation = (changes: Partial<Validation> = {}): Validation => ({
  validationId: 'exec-1#Production#job-1',
  executionId: 'exec-1',
  pipeline: 'shop',
  stage: 'Production',
  attempt: 'job-1',
  approvalAction: 'ApproveProduction',
  mode: 'enforce',
  status: 'waiting',
  registeredAt: ten,
  service: 'Shop',
  comparison: 'ProductionToBefore',
  release: 'Build 4',
  monspecKey: 'monspecs/abc.json',
  monspecSha256: 'abc',
  deployment: {
    destination,
    deploymentId: 'd-4',
    revision: revision('four'),
    startedAt: ten - 3 * minute,
  },
  timing: {
    candidate: { start: ten + 2 * minute, end: ten + 7 * minute },
    lookEverySeconds: 60,
    ingestionDelaySeconds: 120,
    extendSeconds: 300,
    extended: false,
  },
  executionType: 'STANDARD',
  expiresAt: ten / 1000 + 90 * 86_400,
  ...changes,
});

export const aLook = (changes: Partial<Look> = {}): Look => ({
  at: ten + 9 * minute,
  number: 3,
  final: true,
  verdict: 'pass',
  reasons: ['All 2 judged signatures keep their bounds.'],
  signatures: [],
  evidenceKey: 'shop/exec-1/Production/job-1/look-3.json',
  deploymentChanged: false,
  ...changes,
});

export const aDecision = (changes: Partial<Decision> = {}): Decision => ({
  decision: 'approve',
  by: 'gate',
  verdict: 'pass',
  reasons: ['All 2 judged signatures keep their bounds.'],
  at: ten + 9 * minute,
  answered: false,
  ...changes,
});
