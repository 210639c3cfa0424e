import * as v from 'valibot';
import { option } from '../option';
import { pager, percent, phoneNumber } from '../units';

/** How people are called, at night too. */
export const criticalSchema = v.optional(
  v.strictObject({
    phoneNumbers: option(v.array(phoneNumber, 'must be a list of telephone numbers'), [], 'Telephone numbers that get an SMS.'),
    pagers: option(
      v.array(pager, 'must be a list of addresses'),
      [],
      'Webhooks of pagers, which confirm their subscription by themselves.',
    ),
  }),
  {},
);

/** What is drawn. */
export const dashboardsSchema = v.optional(
  v.strictObject({
    enabled: option(
      v.boolean('must be true or false'),
      true,
      'Whether there are dashboards: one for each environment, one for the pipeline.',
    ),
    investigatePercent: option(
      percent,
      50,
      'Where the lower of the two lines lies, as a share of the alarm’s threshold: above it, look before it alarms.',
    ),
  }),
  {},
);
