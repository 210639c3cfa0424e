import * as v from 'valibot';
import { named, numberFrom, oneOf, shape, text } from './parts';

/** Longest time shift, in seconds: a year. */
export const maxShiftSeconds = 31_536_000;

const percent = numberFrom(0, 1000, 'percent');
const shift = numberFrom(0, maxShiftSeconds, 'seconds');

/** A named pairing of an environment under test with what it is compared with. */
export const comparisonSchema = shape({
  name: v.pipe(text('The name of a comparison'), v.description('What the pipeline calls this comparison.')),
  source: v.pipe(text('source'), v.description('Name of the environment under test.')),
  compare: v.pipe(text('compare'), v.description('Name of the environment that it is compared with.')),
  scalefactorperc: v.pipe(
    v.optional(named(percent), {}),
    v.description('Allowed change in percent of the baseline: "default", and exceptions by metric key.'),
  ),
  shiftsourcetimeframe: v.pipe(v.optional(shift, 0), v.description('Seconds by which the window under test is moved back.')),
  shiftcomparetimeframe: v.optional(
    v.pipe(shift, v.description('Seconds by which the baseline is moved back. Default 0.')),
  ),
  comparetimeframe: v.optional(
    v.pipe(
      oneOf('a known time frame', ['beforeDeployment']),
      v.description('beforeDeployment: the baseline is the same length of time just before the deployment under test.'),
    ),
  ),
});
