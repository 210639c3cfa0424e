import type { Decision, Remediation, Validation } from '../../../lambda/gate/validation';
import { sentence } from '../../../lambda/report/view/sentence';
import { dawn, failing, repaired, sample, slow } from '../support/samples';

const { validation } = sample();
const { decision: _, lastLook: __, ...bare } = validation;
const waiting: Validation = { ...bare, status: 'waiting' };
const decided = (decision: Partial<Decision>, more: Partial<Validation> = {}): Validation => ({
  ...validation,
  ...more,
  decision: { decision: 'approve', by: 'gate', reasons: [], at: dawn, answered: true, ...decision },
});
const revision = validation.deployment.revision;
const remediation = (state: 'starting' | 'running' | 'succeeded' | 'failed'): Remediation => ({
  state,
  from: revision,
  to: revision,
  toRelease: 'Build 3',
  reason: 'r',
  startedAt: dawn,
});
const rejected = { decision: 'reject', reasons: ['Too slow.'] } as const;

test.each<[string, Validation, string]>([
  ['an approval', sample().validation, 'Build 1 was approved in Staging: 4 of 4 signatures kept their limits; 1 is for information only.'],
  ['an approval without a reason', decided({}), 'Build 1 was approved in Staging: 4 signatures kept within the limits.'],
  [
    'a rejection',
    sample({ build: 2, candidate: failing }).validation,
    'Build 2 was rejected in Staging: Failure rate (avg) 26.0 % is above the limit 0.520 % (baseline 0.400 %).',
  ],
  [
    'a rollback',
    repaired(sample({ build: 4, stage: 'Production', candidate: slow })).validation,
    'Build 4 was rejected in Production: Response time (avg) 612 ms is above the limit 395 ms (baseline 304 ms); Build 3 was deployed again and serves now.',
  ],
  [
    'a rollback on its way',
    decided(rejected, { remediation: remediation('running') }),
    'Build 1 was rejected in Staging: Too slow; Build 3 is being deployed again.',
  ],
  [
    'a rollback that failed',
    decided(rejected, { remediation: remediation('failed') }),
    'Build 1 was rejected in Staging: Too slow; the deployment of Build 3 failed, so the rejected build may still serve.',
  ],
  [
    'a refused rollback',
    decided(rejected, { remediation: { state: 'refused', reason: 'No revision has passed before.', at: dawn } }),
    'Build 1 was rejected in Staging: Too slow; nothing was rolled back, because no revision has passed before.',
  ],
  [
    'a hold',
    decided({ decision: 'hold', reasons: ['No data for the candidate.'], answered: false }),
    'Build 1 is held in Staging until a person decides: no data for the candidate.',
  ],
  ['a person', decided({ by: 'person', decision: 'reject' }), 'A person rejected Build 1 in Staging: no reason was given.'],
  [
    'a gate that only observes',
    decided({ answered: false, reasons: ['All well.'] }, { mode: 'observe' }),
    'The gate would have approved Build 1 in Staging, but did not answer the approval (it only observes): all well.',
  ],
  [
    'a window that runs',
    waiting,
    'Build 1 is being measured in Staging, 20 Nov 2026, 10:03–10:08 UTC (5 min); nothing has been looked at yet.',
  ],
  [
    'a look so far',
    { ...waiting, lastLook: validation.lastLook! },
    'Build 1 is being measured in Staging, 20 Nov 2026, 10:03–10:08 UTC (5 min); so far the verdict is pass.',
  ],
  [
    'an abandoned validation',
    { ...waiting, status: 'abandoned', abandonment: { reason: 'The stage was retried.', at: dawn } },
    'Build 1 left Staging undecided: The stage was retried.',
  ],
  [
    'an abandoned validation without a reason',
    { ...waiting, status: 'abandoned' },
    'Build 1 left Staging undecided: its pipeline execution ended before the gate decided.',
  ],
  [
    'a release without a name',
    { ...waiting, status: 'abandoned', release: ' ' },
    'An unnamed release left Staging undecided: its pipeline execution ended before the gate decided.',
  ],
])('says what happened: %s', (_, subject, expected) => {
  expect(sentence(subject)).toBe(expected);
});
