import * as v from 'valibot';
import { choice, option } from '../option';
import { whole } from '../units';

const serviceKey = v.pipe(v.string('must be text'), v.nonEmpty('must be the key of a service of the monspec'));

const comparisonName = v.pipe(v.string('must be text'), v.nonEmpty('must name a comparison of the monspec'));

/** How one stage's gate measures. */
export const gateSchema = (comparison: string, windowMinutes: number) =>
  v.optional(
    v.strictObject({
      comparison: option(comparisonName, comparison, 'Name of a comparison of the monspec.'),
      service: choice(
        serviceKey,
        'Key of the service of the monspec. Default: the only one, whatever its key; name it where a policy has floors of a service.',
      ),
      windowMinutes: option(whole('minutes', 1, 1440), windowMinutes, 'Length of the measured window.'),
      warmUpMinutes: option(whole('minutes', 0, 60), 2, 'Time after the deployment that is not measured.'),
      ingestionDelayMinutes: option(whole('minutes', 0, 15), 2, 'Time to wait after the window for its metrics to arrive.'),
      lookEveryMinutes: option(whole('minutes', 1, 60), 1, 'Time between two looks.'),
      extendMinutes: option(whole('minutes', 0, 1440), windowMinutes, 'By how much an inconclusive window is extended, once; 0 = never.'),
      mode: option(
        v.picklist(['observe', 'advise', 'enforce'], 'must be observe, advise or enforce'),
        'enforce',
        'observe: record only; advise: recommend, a person answers; enforce: answer the approval.',
      ),
    }),
    {},
  );
