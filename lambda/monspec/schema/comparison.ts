import * as v from 'valibot';
import { judgingEntries } from './judging';
import { named, numberFrom, oneOf, shape, text, wholeFrom, yesOrNo } from './parts';

/** Longest time shift, in seconds: a year. */
export const maxShiftSeconds = 31_536_000;

const percent = numberFrom(0, 1000, 'percent');
const shift = numberFrom(0, maxShiftSeconds, 'seconds');

/** Exactly one of days and validations. */
const history = shape({
  days: v.optional(wholeFrom(1, 30, 'days')),
  validations: v.optional(wholeFrom(0, 50, 'validations')),
});

/** What is compared with what, and when. */
const place = {
  name: text('The name of a comparison'),
  source: text('source'),
  compare: text('compare'),
  shiftsourcetimeframe: v.optional(shift, 0),
  shiftcomparetimeframe: v.optional(shift),
  comparetimeframe: v.optional(oneOf('a known time frame', ['beforeDeployment'])),
  concurrent: v.optional(yesOrNo),
};

/** As a policy names a comparison: without what a monspec may choose. */
export const comparisonPlace = shape(place);

export type ComparisonPlace = v.InferOutput<typeof comparisonPlace>;

/** A named pairing of an environment under test with what it is compared with. */
export const comparisonSchema = shape({
  ...place,
  scalefactorperc: v.optional(named(percent), {}),
  history: v.optional(history),
  ...judgingEntries,
});
