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

const slackId = (letters: string, what: string) =>
  v.pipe(
    v.string('must be text'),
    v.regex(new RegExp(`^[${letters}][A-Z0-9]{8,12}$`), `must be the id of ${what}`),
    v.metadata({ range: `id of ${what}` }),
  );

/** A channel of Slack, through Amazon Q Developer in chat applications. */
export const slackSchema = v.strictObject({
  workspaceId: v.pipe(
    slackId('T', 'a Slack workspace such as T0123456789'),
    v.description('The workspace, authorised once by hand in the console of Amazon Q Developer in chat applications, in every account.'),
  ),
  channelId: v.pipe(
    slackId('CG', 'a Slack channel such as C0123456789'),
    v.description('The channel that gets the gate’s decisions and all alarms; a private one must invite the app.'),
  ),
});

/** Where in Slack people are told. */
export type SlackConfig = v.InferOutput<typeof slackSchema>;

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
