import { signatureViews } from '../../../lambda/report/view/signature-view';
import { sample } from '../support/samples';

const { validation, evidence } = sample();
const measured = validation.lastLook!.signatures.find(({ baseline }) => baseline !== null)!;
const baselineOf = (baseline: number | null, kept: typeof evidence | null): string | undefined =>
  signatureViews([{ ...measured, baseline }], kept)[0]?.baseline;

test('a baseline that has points and no number was not compared with; one without points was not measured', () => {
  expect(baselineOf(null, evidence)).toBe('not compared');
  expect(baselineOf(null, null)).toBe('not measured');
  expect(baselineOf(304, evidence)).toMatch(/^304 /);
});
