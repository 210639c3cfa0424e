/**
 * The state of an alarm from its points, by the rules of
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
import type { AlarmConfig, AlarmStateName, Comparison } from './alarm';

/** Periods looked at beyond the evaluation periods, in case the newest ones have not arrived. */
export const extraPeriods = 2;

type Rule = Pick<AlarmConfig, 'evaluationPeriods' | 'datapointsToAlarm' | 'threshold' | 'comparison' | 'treatMissingData'>;

export const breaches = (value: number, threshold: number, comparison: Comparison): boolean => {
  switch (comparison) {
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
  }
};

/**
 * @param points one per period of the evaluation range, oldest first; undefined where there is none. At most
 * evaluationPeriods + extraPeriods.
 * @returns the new state; undefined keeps the current one.
 */
export const evaluate = (rule: Rule, points: readonly (number | undefined)[]): AlarmStateName | undefined => {
  const present = points.flatMap((value, index) =>
    value === undefined ? [] : [{ age: points.length - index, bad: breaches(value, rule.threshold, rule.comparison) }],
  );
  if (present.length === 0) return withoutPoints(rule);
  const recent = present.slice(-rule.evaluationPeriods);
  const bad = recent.filter(({ bad }) => bad).length;
  const filled = rule.evaluationPeriods - recent.length;
  if (filled === 0 || bad >= rule.datapointsToAlarm) return bad >= rule.datapointsToAlarm ? 'ALARM' : 'OK';
  return withGaps(rule, recent, filled);
};

const withoutPoints = (rule: Rule): AlarmStateName | undefined => {
  switch (rule.treatMissingData) {
    case 'breaching':
      return 'ALARM';
    case 'notBreaching':
      return 'OK';
    case 'ignore':
      return undefined;
    case 'missing':
      return 'INSUFFICIENT_DATA';
  }
};

const withGaps = (
  rule: Rule,
  recent: readonly { readonly age: number; readonly bad: boolean }[],
  filled: number,
): AlarmStateName | undefined => {
  const bad = recent.filter(({ bad }) => bad).length;
  switch (rule.treatMissingData) {
    case 'notBreaching':
      return 'OK';
    case 'breaching':
      return bad + filled >= rule.datapointsToAlarm ? 'ALARM' : 'OK';
    case 'ignore':
      return bad === 0 ? 'OK' : undefined;
    case 'missing':
      return onlyBadPoints(rule, recent);
  }
};

/** A run of nothing but breaching points alarms once its oldest point is old enough; until then nothing changes. */
const onlyBadPoints = (rule: Rule, recent: readonly { readonly age: number; readonly bad: boolean }[]): AlarmStateName | undefined => {
  if (recent.some(({ bad }) => !bad)) return 'OK';
  return (recent[0]?.age ?? 0) >= rule.datapointsToAlarm ? 'ALARM' : undefined;
};
