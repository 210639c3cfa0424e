/** Schedule expressions: every rate, and cron lines that fire at times of every day (UTC). */
import { AwsError } from '../../cloud/aws-error';

/** When a rule fires next. */
export interface Schedule {
  /** The next instant after `now`; virtual epoch milliseconds. */
  next(now: number): number;
}

const units = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
const minute = 60_000;
const day = 86_400_000;

const invalid = (expression: string, why: string) =>
  new AwsError('ValidationException', `Parameter ScheduleExpression is not valid: ${expression}: ${why}`);

/** Parses `rate(5 minutes)` or `cron(0/15 * * * ? *)`. Throws ValidationException for what is not rehearsed. */
export const parseSchedule = (expression: string): Schedule => {
  const [, amount, unit, plural] = /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  if (amount !== undefined && (Number(amount) === 1) === (plural === ''))
    return { next: (now) => now + Number(amount) * units[unit as keyof typeof units] };
  const [, fields] = /^cron\((.+)\)$/.exec(expression) ?? [];
  if (fields === undefined) throw invalid(expression, 'write rate(1 minute), rate(5 minutes) or cron(minutes hours * * ? *)');
  return daily(expression, fields.split(' '));
};

const daily = (expression: string, [minutes = '', hours = '', ...rest]: readonly string[]): Schedule => {
  const everyDay = rest.length === 4 && rest.every((field) => field === '*' || field === '?') && (rest[0] === '?') !== (rest[2] === '?');
  if (!everyDay) throw invalid(expression, 'only cron lines for every day are rehearsed: cron(minutes hours * * ? *)');
  const wantedMinutes = field(expression, minutes, 59);
  const wantedHours = field(expression, hours, 23);
  const fires = (time: number) => wantedMinutes.has(Math.floor(time / minute) % 60) && wantedHours.has(Math.floor(time / units.hour) % 24);
  return {
    next: (now) => {
      const first = (Math.floor(now / minute) + 1) * minute;
      for (let time = first; time < first + day; time += minute) if (fires(time)) return time;
      return first + day;
    },
  };
};

/** `*`, `5`, `0/15`, `10-12` and lists of them. */
const field = (expression: string, text: string, highest: number): ReadonlySet<number> =>
  new Set(text.split(',').flatMap((item) => values(expression, item, highest)));

const values = (expression: string, item: string, highest: number): number[] => {
  const [, first = '', last, step] = /^(\*|\d+)(?:-(\d+))?(?:\/([1-9]\d*))?$/.exec(item) ?? [];
  const from = first === '*' ? 0 : Number(first);
  const to = last === undefined ? (first === '*' || step !== undefined ? highest : from) : Number(last);
  if (first === '' || from > highest || to > highest || to < from) throw invalid(expression, `the field ${item} is not valid`);
  return Array.from({ length: Math.floor((to - from) / Number(step ?? 1)) + 1 }, (_, index) => from + index * Number(step ?? 1));
};
