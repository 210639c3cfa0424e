import * as fc from 'fast-check';
import { approvalSummary, isOwnAnswer } from '../../lambda/gate/telling/approval-summary';
import { decisionMessage, remediationMessage } from '../../lambda/gate/telling/messages';
import type { Remediation } from '../../lambda/gate/validation';
import { aDecision, aValidation, revision, ten } from './support/validations';

const link = 'https://report.example/validations/exec-1%23Production%23job-1?expires=1&signature=abc';

test('an approval says verdict, reasons and link, and is known again', () => {
  const summary = approvalSummary(aValidation(), aDecision({ reasons: ['Response time +3 %.'] }), link);
  expect(summary).toMatch(new RegExp(`^pass: Response time \\+3 %\\. ${link.replaceAll(/[?.]/g, '\\$&')} \\[gate [0-9a-f]{12}\\]$`));
  expect(isOwnAnswer(aValidation(), summary)).toBe(true);
});

test.each([[undefined], [''], ['looks good to me'], [approvalSummary(aValidation({ validationId: 'other' }), aDecision(), link)]])(
  'another’s answer is not the gate’s own: %s',
  (summary) => {
    expect(isOwnAnswer(aValidation(), summary)).toBe(false);
  },
);

test('a summary fits into 512 characters and is always known again', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 900 }), { maxLength: 20 }), fc.string({ maxLength: 700 }), (reasons, anyLink) => {
      const summary = approvalSummary(aValidation(), aDecision({ reasons }), anyLink);
      expect(summary.length).toBeLessThanOrEqual(512);
      expect(isOwnAnswer(aValidation(), summary)).toBe(true);
    }),
  );
});

test.each([
  [aDecision({ answered: true }), 'shop: Build 4 approved in Production', 'The pipeline goes on.'],
  [
    aDecision({ decision: 'reject', answered: true }),
    'shop: Build 4 rejected in Production',
    'Nothing further goes out of this execution.',
  ],
  [aDecision({ decision: 'hold' }), 'shop: Build 4 held in Production: a person decides', 'Answer ApproveProduction of shop'],
  [aDecision(), 'shop: Build 4 approved in Production (not answered)', 'Answer ApproveProduction of shop'],
  [aDecision({ by: 'person', answered: true }), 'shop: Build 4 approved in Production by a person', 'The pipeline goes on.'],
])('people read the decision and what is next', (decision, subject, next) => {
  const message = decisionMessage(aValidation(), decision, link);
  expect(message.subject).toBe(subject);
  expect(message.text).toContain(next);
  expect(message.text).toContain(link);
});

test('a recommendation is called one', () => {
  expect(decisionMessage(aValidation({ mode: 'advise' }), aDecision(), link).subject).toContain('(recommendation)');
});

const rollback = { from: revision('four'), to: revision('three'), toRelease: 'Build 3', reason: 'why', startedAt: ten };

test.each<[Remediation, string]>([
  [{ state: 'refused', reason: 'nothing to go back to', at: ten }, 'shop: Build 4 stays in Production: no rollback'],
  [{ ...rollback, state: 'succeeded' }, 'shop: Production rolled back from Build 4 to Build 3'],
  [{ ...rollback, state: 'failed' }, 'shop: Rollback of Production from Build 4 to Build 3 FAILED'],
])('people read how a rollback ended', (remediation, subject) => {
  const message = remediationMessage(aValidation(), remediation, link);
  expect([message.subject, message.text.includes(remediation.reason)]).toEqual([subject, true]);
});
