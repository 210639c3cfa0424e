import { lookOf, onlyLook } from '../../../lambda/judge/evidence/look';

test('one look has the whole budget', () => {
  expect(onlyLook(0.05)).toMatchObject({ final: true, levels: 0.05, counts: 0.05, always: 0 });
});

test('many looks share it: 40 % before the end, each allowed twice its even part since growing windows overlap', () => {
  const early = lookOf(0.05, 300, false, 11);
  expect(early.levels).toBeCloseTo(0.004, 12);
  expect(early.counts).toBeCloseTo(0.002, 12);
  expect(early.always).toBeCloseTo(0.01, 12);
  expect(lookOf(0.05, Infinity, true, 11).levels).toBeCloseTo(0.03, 12);
});

test('with two looks the one before the end has no more than its part', () => {
  expect(lookOf(0.05, 300, false, 2).levels).toBeCloseTo(0.02, 12);
});
