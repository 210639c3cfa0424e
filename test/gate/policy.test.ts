import * as fc from 'fast-check';
import type { Basis, Facts, Ruling } from '../../lambda/gate/policy';
import { rule } from '../../lambda/gate/policy';
import type { ApprovalState } from '../../lambda/gate/ports/pipelines';

const look = (verdict: 'pass' | 'warning' | 'fail' | 'inconclusive', changes: Partial<Extract<Basis, { kind: 'look' }>> = {}): Basis => ({
  kind: 'look',
  verdict,
  reasons: [`because of ${verdict}`],
  final: true,
  deploymentChanged: false,
  ...changes,
});

const open: ApprovalState = { kind: 'open', token: 'token-1' };
const on = { position: 'on', detail: 'The switch is “on”.' } as const;
const off = { position: 'off', detail: 'The switch is “off”.' } as const;

const facts = (changes: Partial<Facts> = {}): Facts => ({
  basis: look('pass'),
  mode: 'enforce',
  killSwitch: on,
  approval: open,
  belowFloor: [],
  extendable: true,
  waitedTooLong: false,
  ...changes,
});

const short = (ruling: Ruling): string => ('decision' in ruling ? `${ruling.kind} ${ruling.decision}` : ruling.kind);

const rows: readonly [string, Partial<Facts>, string][] = [
  ['a pass approves', {}, 'answer approve'],
  ['a warning approves', { basis: look('warning') }, 'answer approve'],
  ['a fail rejects', { basis: look('fail') }, 'answer reject'],
  ['inconclusive extends once', { basis: look('inconclusive') }, 'extend'],
  ['inconclusive a second time holds', { basis: look('inconclusive'), extendable: false }, 'hold'],
  ['inconclusive is extended in every mode', { basis: look('inconclusive'), mode: 'observe' }, 'extend'],
  ['a look before the end decides nothing', { basis: look('pass', { final: false }) }, 'look'],
  ['a fail before the end decides nothing', { basis: look('fail', { final: false }) }, 'look'],
  ['a proven regression before the end rejects', { basis: look('fail', { final: false, early: 'rejects' }) }, 'answer reject'],
  [
    'a proven regression before the end is recommended to reject',
    { basis: look('fail', { final: false, early: 'rejects' }), mode: 'advise' },
    'recommend reject',
  ],
  ['a pass before the end approves nothing', { basis: look('pass', { final: false, early: 'rejects' }) }, 'look'],
  ['a warning before the end approves nothing', { basis: look('warning', { final: false, early: 'rejects' }) }, 'look'],
  ['a doubt before the end is looked at again', { basis: look('inconclusive', { final: false, early: 'decides' }) }, 'look'],
  [
    'a pass before the end approves where early approval is on',
    { basis: look('pass', { final: false, early: 'decides' }) },
    'answer approve',
  ],
  ['the switch stops an early rejection', { basis: look('fail', { final: false, early: 'rejects' }), killSwitch: off }, 'hold'],
  ['a monspec below the policy is never approved', { belowFloor: ['a guard is missing'] }, 'hold'],
  ['a monspec below the policy is not recommended either', { belowFloor: ['a guard is missing'], mode: 'observe' }, 'hold'],
  ['a monspec below the policy can still fail', { belowFloor: ['a guard is missing'], basis: look('fail') }, 'answer reject'],
  ['no look at all looks', { basis: { kind: 'no-look' } }, 'look'],
  ['a replaced deployment holds, whatever the numbers', { basis: look('pass', { deploymentChanged: true }) }, 'hold'],
  ['a replaced deployment holds before the end', { basis: look('fail', { deploymentChanged: true, final: false }) }, 'hold'],
  ['a failed measurement holds', { basis: { kind: 'error', detail: 'Throttled' } }, 'hold'],
  ['a failed measurement holds in observe mode', { basis: { kind: 'error', detail: 'Throttled' }, mode: 'observe' }, 'hold'],
  ['observe records a pass', { mode: 'observe' }, 'recommend approve'],
  ['observe records a fail', { mode: 'observe', basis: look('fail') }, 'recommend reject'],
  ['advise recommends', { mode: 'advise', basis: look('warning') }, 'recommend approve'],
  ['advise needs no switch', { mode: 'advise', killSwitch: off }, 'recommend approve'],
  ['advise needs no open approval', { mode: 'advise', approval: { kind: 'not-open' } }, 'recommend approve'],
  ['the switch stops an approval', { killSwitch: off }, 'hold'],
  ['the switch stops a rejection', { killSwitch: off, basis: look('fail') }, 'hold'],
  ['an approval that is not open is waited for', { approval: { kind: 'not-open' } }, 'wait'],
  ['an approval that never opens is held', { approval: { kind: 'not-open' }, waitedTooLong: true }, 'hold'],
  ['an approval that does not exist is held', { approval: { kind: 'missing', detail: 'no such action' } }, 'hold'],
  ['a person who approved is right', { approval: { kind: 'answered', decision: 'approve' }, basis: look('fail') }, 'person approve'],
  ['a person who rejected is right', { approval: { kind: 'answered', decision: 'reject' } }, 'person reject'],
  [
    'a person is right after an error',
    { approval: { kind: 'answered', decision: 'approve' }, basis: { kind: 'error', detail: 'x' } },
    'person approve',
  ],
  [
    'a person is right before any look',
    { approval: { kind: 'answered', decision: 'reject' }, basis: { kind: 'no-look' } },
    'person reject',
  ],
  ['a stage that has moved on abandons', { approval: { kind: 'over', detail: 'runs execution 2' } }, 'abandon'],
  [
    'a stage that has moved on abandons after an error',
    { approval: { kind: 'over', detail: 'gone' }, basis: { kind: 'error', detail: 'x' } },
    'abandon',
  ],
];

test.each(rows)('%s', (_, changes, expected) => {
  expect(short(rule(facts(changes)))).toBe(expected);
});

test.each([
  ['the deciding reason comes first', facts({ basis: look('fail') }), 'because of fail'],
  ['a hold names the switch', facts({ killSwitch: off }), 'The gate may not act: The switch is “off”.'],
  [
    'a hold names the error',
    facts({ basis: { kind: 'error', detail: 'Throttled: slow down' } }),
    'The measurement failed: Throttled: slow down',
  ],
  ['a hold names the missing approval', facts({ approval: { kind: 'missing', detail: 'no such action' } }), 'no such action'],
  [
    'a hold names the replaced deployment',
    facts({ basis: look('pass', { deploymentChanged: true }) }),
    'The deployed revision changed while it was measured.',
  ],
])('%s', (_, given, first) => {
  const ruling = rule(given);
  expect('reasons' in ruling && ruling.reasons[0]).toBe(first);
});

const anyBasis: fc.Arbitrary<Basis> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('look' as const),
      verdict: fc.constantFrom('pass', 'warning', 'fail', 'inconclusive'),
      reasons: fc.array(fc.string(), { maxLength: 3 }),
      final: fc.boolean(),
      deploymentChanged: fc.boolean(),
      early: fc.constantFrom('rejects' as const, 'decides' as const),
    },
    { requiredKeys: ['kind', 'verdict', 'reasons', 'final', 'deploymentChanged'] },
  ),
  fc.constant({ kind: 'no-look' as const }),
  fc.record({ kind: fc.constant('error' as const), detail: fc.string() }),
);

const anyApproval: fc.Arbitrary<ApprovalState> = fc.oneof(
  fc.record({ kind: fc.constant('open' as const), token: fc.uuid() }),
  fc.constant({ kind: 'not-open' as const }),
  fc.record({ kind: fc.constant('answered' as const), decision: fc.constantFrom('approve', 'reject') }),
  fc.record({ kind: fc.constantFrom('over', 'missing'), detail: fc.string() }),
);

const anyFacts: fc.Arbitrary<Facts> = fc.record({
  basis: anyBasis,
  mode: fc.constantFrom('observe', 'advise', 'enforce'),
  killSwitch: fc.constantFrom(on, off),
  approval: anyApproval,
  belowFloor: fc.constantFrom([], ['too loose']),
  extendable: fc.boolean(),
  waitedTooLong: fc.boolean(),
});

const onEvidence = ({ basis, mode, killSwitch, approval }: Facts, verdicts: readonly string[]): boolean =>
  basis.kind === 'look' &&
  (basis.final || basis.early === 'decides' || (basis.early === 'rejects' && basis.verdict === 'fail')) &&
  !basis.deploymentChanged &&
  verdicts.includes(basis.verdict) &&
  mode === 'enforce' &&
  killSwitch.position === 'on' &&
  approval.kind === 'open';

test('never answers an approval but in enforce mode, with the switch on, an open token and a verdict of a look that may decide', () => {
  fc.assert(
    fc.property(anyFacts, (given) => {
      const ruling = rule(given);
      if (ruling.kind === 'answer') {
        expect(onEvidence(given, ruling.decision === 'approve' ? ['pass', 'warning'] : ['fail'])).toBe(true);
        expect(given.approval).toMatchObject({ token: ruling.token });
        expect(ruling.decision === 'reject' || given.belowFloor.length === 0).toBe(true);
      }
    }),
    { numRuns: 5_000 },
  );
});

test('never approves before the end of the window unless early approval is on', () => {
  fc.assert(
    fc.property(anyFacts, (given) => {
      const ruling = rule(given);
      if ((ruling.kind === 'answer' || ruling.kind === 'recommend') && ruling.decision === 'approve') {
        expect(given.basis.kind === 'look' && (given.basis.final || given.basis.early === 'decides')).toBe(true);
      }
    }),
    { numRuns: 5_000 },
  );
});

test('always says why it holds or abandons', () => {
  fc.assert(
    fc.property(anyFacts, (given) => {
      const ruling = rule(given);
      expect(ruling.kind !== 'hold' || ruling.reasons.length > 0).toBe(true);
    }),
  );
});
