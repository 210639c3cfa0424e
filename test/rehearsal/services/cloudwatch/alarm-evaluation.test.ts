import { evaluate } from '../../../../rehearsal/services/cloudwatch/alarm-evaluation';

/** 0 is fine, X breaches, - is missing; oldest first, as in AWS's own tables. */
const read = (line: string): (number | undefined)[] => line.split(' ').map((sign) => ({ '0': 0, X: 9 })[sign]);

const rule = (treatMissingData: 'missing' | 'ignore' | 'breaching' | 'notBreaching', datapointsToAlarm: number) => ({
  evaluationPeriods: 3,
  datapointsToAlarm,
  threshold: 5,
  comparison: 'GreaterThanThreshold' as const,
  treatMissingData,
});

const keep = undefined;

describe('3 of 3', () => {
  test.each([
    // points, missing, ignore, breaching, notBreaching
    ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
    ['- - - - 0', 'OK', 'OK', 'OK', 'OK'],
    ['- - - - -', 'INSUFFICIENT_DATA', keep, 'ALARM', 'OK'],
    ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['- - X - -', 'ALARM', keep, 'ALARM', 'OK'],
    ['- - - - X', keep, keep, 'ALARM', 'OK'],
    ['0 0 X X X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['X X X 0 0', 'OK', 'OK', 'OK', 'OK'],
  ])('%s', (line, missing, ignore, breaching, notBreaching) => {
    const states = (['missing', 'ignore', 'breaching', 'notBreaching'] as const).map((treat) => evaluate(rule(treat, 3), read(line)));
    expect(states).toEqual([missing, ignore, breaching, notBreaching]);
  });
});

describe('2 of 3', () => {
  test.each([
    ['0 - X - X', 'ALARM'],
    ['0 0 X 0 X', 'ALARM'],
    ['0 - X 0 -', 'OK'],
    ['- - - X -', 'ALARM'],
    ['- - - - X', keep],
  ])('%s', (line, expected) => {
    expect(evaluate(rule('missing', 2), read(line))).toBe(expected);
  });
});

test.each([
  ['GreaterThanThreshold', 5, 'OK'],
  ['GreaterThanOrEqualToThreshold', 5, 'ALARM'],
  ['LessThanThreshold', 5, 'OK'],
  ['LessThanOrEqualToThreshold', 5, 'ALARM'],
] as const)('%s at the threshold', (comparison, value, expected) => {
  expect(evaluate({ ...rule('missing', 1), evaluationPeriods: 1, comparison }, [value])).toBe(expected);
});
