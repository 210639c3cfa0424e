import * as v from 'valibot';
import { mappingOf, metricKeys } from '../metrics';
import { sourceKeyPattern } from '../source-key';
import { received } from '../text/issues';
import { useOneOf } from '../text/nearest';
import { numberFrom, oneOf, say, shape } from './parts';

/** Largest limit that makes sense in any unit. */
const largest = 1e12;

const keysOf = (...kinds: readonly string[]): string[] => metricKeys.filter((key) => kinds.includes(mappingOf(key)?.kind ?? ''));

const unknownKey = ({ input }: v.BaseIssue<unknown>): string =>
  say(`${received(input)} is not a known metric key.`, useOneOf(input, metricKeys));

const timeseries = v.union([v.picklist(metricKeys, unknownKey), v.pipe(v.string(unknownKey), v.regex(sourceKeyPattern, unknownKey))], unknownKey);

const unitMessage = say('A unit must be a text of 1 to 16 characters.', 'Write for example "ms".');

const unit = v.pipe(v.string(unitMessage), v.minLength(1, unitMessage), v.maxLength(16, unitMessage));

const aggregate = v.pipe(
  v.string(say('The aggregate must be a text.', 'Write it in double quotes.')),
  v.regex(
    /^(min|max|avg|sum|median|count|p(?!0(\.0+)?$)(0|[1-9]\d?)(\.\d{1,3})?)$/,
    say('This is not an aggregate.', 'Use min, max, avg, sum, median, count, or a percentile between p0 and p100 such as p90.'),
  ),
  v.description('How a window becomes one value: min, max, avg, sum, median, count or pNN. Default: avg (count for smartscape).'),
);

const smartscape = v.pipe(
  v.string(say('A relationship must be a text.', 'Write for example "toRelationships:calls".')),
  v.regex(
    /^(to|from)Relationships:[A-Za-z_]+$/,
    say('This is not a smartscape relationship.', 'Write for example "toRelationships:calls" or "fromRelationships:runsOn".'),
  ),
  v.description('A smartscape relationship that is counted (Dynatrace only; informational elsewhere).'),
);

const rate = shape({
  numerator: v.pipe(oneOf('a count', keysOf('count', 'throughput')), v.description('Metric key of the counted events.')),
  denominator: v.pipe(oneOf('a count of requests', keysOf('throughput')), v.description('Metric key of what they are counted out of.')),
});

/** One measured series and the bounds that it must keep. Exactly one of timeseries, smartscape and rate. */
export const signatureSchema = shape({
  timeseries: v.optional(v.pipe(timeseries, v.description('Metric key: a portable one, or one that a single source knows.'))),
  smartscape: v.optional(smartscape),
  rate: v.optional(v.pipe(rate, v.description('A rate of two counts, in percent.'))),
  aggregate: v.optional(aggregate),
  unit: v.optional(v.pipe(unit, v.description('Unit for people of a metric that a single source knows.'))),
  validate: v.pipe(
    v.optional(oneOf('a direction', ['upper', 'lower']), 'upper'),
    v.description('upper: higher is worse. lower: lower is worse.'),
  ),
  upperlimit: v.optional(v.pipe(numberFrom(0, largest, "the signature's unit"), v.description('The value must stay below this.'))),
  lowerlimit: v.optional(v.pipe(numberFrom(0, largest, "the signature's unit"), v.description('The value must stay above this.'))),
});
