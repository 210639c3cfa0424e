import type { Decision, Validation } from '../../../lambda/gate/validation';
import { isGateAtWork } from '../../../lambda/healing/planning/gate-at-work';
import { aValidation } from '../../cli/support/validations';

const minute = 60_000;

/** Its window ends at minute 10; extended by 10 minutes at most, it decides by minute 23, and is waited for until 43. */
const timing = {
  candidate: { start: 0, end: 10 * minute },
  lookEverySeconds: 60,
  ingestionDelaySeconds: 60,
  extendSeconds: 600,
  extended: false,
};
const decided = (changes: Partial<Decision>): Decision => ({
  decision: 'reject',
  by: 'gate',
  verdict: 'fail',
  reasons: [],
  at: 10 * minute,
  answered: true,
  ...changes,
});
const refused = { state: 'refused' as const, reason: 'none has passed', at: 11 * minute };

test.each<[string, Partial<Validation>, number, boolean]>([
  ['while it measures', {}, 5, true],
  ['within its extension', {}, 42.9, true],
  ['when it is overdue', {}, 43, false],
  ['extended, when that is overdue', { timing: { ...timing, extended: true } }, 33, false],
  ['when it only observes', { mode: 'observe' }, 5, false],
  ['when it only advises', { mode: 'advise' }, 5, false],
  ['when it has approved', { decision: decided({ decision: 'approve', verdict: 'pass' }) }, 11, false],
  ['when it holds', { decision: decided({ decision: 'hold', verdict: 'inconclusive', answered: false }) }, 11, false],
  ['when it has rejected, before it rolls back', { decision: decided({}) }, 11, true],
  ['when it has rejected and nothing followed', { decision: decided({}) }, 30, false],
  ['when it has refused to roll back', { decision: decided({}), remediation: refused }, 11, false],
  ['when a person has rejected', { decision: decided({ by: 'person' }) }, 11, false],
])('the gate %s: at work?', (_what, changes, minutes, expected) => {
  expect(isGateAtWork(aValidation({ timing, ...changes }), minutes * minute)).toBe(expected);
});
