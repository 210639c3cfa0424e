import * as v from 'valibot';
import { named, numberFrom, oneOf, shape, text } from './parts';

/** Longest time shift, in seconds: a year. */
export const maxShiftSeconds = 31_536_000;

const percent = numberFrom(0, 1000, 'percent');
const shift = numberFrom(0, maxShiftSeconds, 'seconds');

/** A named pairing of an environment under test with what it is compared with. */
export const comparisonSchema = shape({
  name: text('The name of a comparison'),
  source: text('source'),
  compare: text('compare'),
  scalefactorperc: v.optional(named(percent), {}),
  shiftsourcetimeframe: v.optional(shift, 0),
  shiftcomparetimeframe: v.optional(
    shift,
  ),
  comparetimeframe: v.optional(
    oneOf('a known time frame', ['beforeDeployment']),
  ),
});
