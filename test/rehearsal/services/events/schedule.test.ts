import { parseSchedule } from '../../../../rehearsal/services/events/schedule';

const at = (text: string): number => Date.parse(`2026-11-20T${text}Z`);

test.each([
  ['rate(1 minute)', '09:00:30', '2026-11-20T09:01:30.000Z'],
  ['rate(5 minutes)', '09:00:30', '2026-11-20T09:05:30.000Z'],
  ['rate(2 hours)', '09:00:00', '2026-11-20T11:00:00.000Z'],
  ['cron(0/15 * * * ? *)', '09:15:00', '2026-11-20T09:30:00.000Z'],
  ['cron(30 8 * * ? *)', '09:00:00', '2026-11-21T08:30:00.000Z'],
  ['cron(5,10 9-11 ? * * *)', '09:10:01', '2026-11-20T10:05:00.000Z'],
])('%s after %s', (expression, now, expected) => {
  expect(new Date(parseSchedule(expression).next(at(now))).toISOString()).toBe(expected);
});

test.each([
  'rate(1 minutes)',
  'rate(5 minute)',
  'rate(0 minutes)',
  'at(2026-11-20T09:00:00)',
  'cron(0 9 ? * MON *)',
  'cron(0 9 * * * *)',
  'cron(61 9 * * ? *)',
  'cron(0 9 * *)',
  'daily',
])('%s is refused', (expression) => {
  expect(() => parseSchedule(expression)).toThrow(/ScheduleExpression is not valid/);
});
