/** One line of a file of series. */
import * as v from 'valibot';

const number = (what: string) =>
  v.pipe(
    v.union([v.number(), v.string(), v.null()], `${what} is not a number`),
    v.transform((value) => (typeof value === 'string' ? (value.trim() === '' ? null : Number(value)) : value)),
    v.check((value) => value === null || Number.isFinite(value), `${what} is not a number`),
  );

const timeMessage = 'time is neither ISO 8601 (2026-11-20T10:00:00Z) nor epoch milliseconds';

/** ISO 8601 with a time zone, or epoch milliseconds. */
const time = v.pipe(
  v.union([v.number(), v.string()], timeMessage),
  v.transform((value) => (/^\d+$/.test(String(value)) ? Number(value) : Date.parse(String(value)))),
  v.check((value) => Number.isFinite(value), timeMessage),
);

const text = (what: string) => v.pipe(v.string(`${what} is missing`), v.trim(), v.minLength(1, `${what} is empty`));

/** A row: `value` (and `weight`), or `numerator` and `denominator`. */
export const rowSchema = v.object({
  time,
  environment: text('environment'),
  signature: text('signature'),
  value: v.optional(number('value'), null),
  weight: v.optional(number('weight'), null),
  numerator: v.optional(number('numerator'), null),
  denominator: v.optional(number('denominator'), null),
  period: v.optional(number('period'), null),
});

export type Row = v.InferOutput<typeof rowSchema>;
