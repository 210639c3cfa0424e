import * as v from 'valibot';
import { mappingOf, metricKeys } from '../metrics';
import { sourceKeyPattern, sourceNames } from '../source-key';
import { received } from '../text/issues';
import { useOneOf } from '../text/nearest';
import { cloudwatchSchema } from './cloudwatch';
import { numberFrom, oneOf, say, shape, yesOrNo } from './parts';

/** Largest limit that makes sense in any unit. */
const largest = 1e12;

const keysOf = (...kinds: readonly string[]): string[] => metricKeys.filter((key) => kinds.includes(mappingOf(key)?.kind ?? ''));

const unknownKey = ({ input }: v.BaseIssue<unknown>): string =>
  say(`${received(input)} is not a known metric key.`, useOneOf(input, metricKeys));

const timeseries = v.union(
  [v.picklist(metricKeys, unknownKey), v.pipe(v.string(unknownKey), v.regex(sourceKeyPattern, unknownKey))],
  unknownKey,
);

const unitMessage = say('A unit must be a text of 1 to 16 characters.', 'Write for example "ms".');

const unit = v.pipe(v.string(unitMessage), v.minLength(1, unitMessage), v.maxLength(16, unitMessage));

const aggregate = v.pipe(
  v.string(say('The aggregate must be a text.', 'Write it in double quotes.')),
  v.regex(
    /^(min|max|avg|sum|median|count|p(?!0(\.0+)?$)(0|[1-9]\d?)(\.\d{1,3})?)$/,
    say('This is not an aggregate.', 'Use min, max, avg, sum, median, count, or a percentile between p0 and p100 such as p90.'),
  ),
);

const smartscape = v.pipe(
  v.string(say('A relationship must be a text.', 'Write for example "toRelationships:calls".')),
  v.regex(
    /^(to|from)Relationships:[A-Za-z_]+$/,
    say('This is not a smartscape relationship.', 'Write for example "toRelationships:calls" or "fromRelationships:runsOn".'),
  ),
);

const rate = shape({
  numerator: oneOf('a count', keysOf('count', 'throughput')),
  denominator: oneOf('a count of requests', keysOf('throughput')),
});

/** One measured series and the bounds that it must keep. Exactly one of timeseries, smartscape, rate and cloudwatch. */
export const signatureSchema = shape({
  timeseries: v.optional(timeseries),
  smartscape: v.optional(smartscape),
  cloudwatch: v.optional(cloudwatchSchema),
  rate: v.optional(rate),
  aggregate: v.optional(aggregate),
  source: v.optional(oneOf('a metric source', sourceNames)),
  unit: v.optional(unit),
  validate: v.optional(oneOf('a direction', ['upper', 'lower']), 'upper'),
  upperlimit: v.optional(numberFrom(0, largest, "the signature's unit")),
  lowerlimit: v.optional(numberFrom(0, largest, "the signature's unit")),
  role: v.optional(oneOf('a role', ['guard', 'watch', 'info'])),
  key: v.optional(yesOrNo),
  weight: v.optional(numberFrom(0, 1000, 'share of the score')),
  warningpercent: v.optional(numberFrom(0, 1000, 'percent')),
  allowedpoints: v.optional(numberFrom(0, largest, "percentage points of a rate, else the signature's unit")),
});
