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

/** A named pairing of an environment under test with what it is compared with. */
export const comparisonSchema = shape({
  name: text('The name of a comparison'),
  source: text('source'),
  compare: text('compare'),
  scalefactorperc: v.optional(named(percent), {}),
  shiftsourcetimeframe: v.optional(shift, 0),
  shiftcomparetimeframe: v.optional(shift),
  comparetimeframe: v.optional(oneOf('a known time frame', ['beforeDeployment'])),
  history: v.optional(history),
  concurrent: v.optional(yesOrNo),
  ...judgingEntries,
});
