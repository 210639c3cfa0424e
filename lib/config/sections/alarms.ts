import * as v from 'valibot';
import { option } from '../option';
import { percent, positive, whole } from '../units';

/** Who hears of an environment's alarms. */
const audience = v.picklist(['critical', 'email', 'nobody'], 'must be critical, email or nobody');

/** Alarms of one environment. */
export const alarmsSchema = (tell: v.InferOutput<typeof audience>) =>
  v.optional(
    v.strictObject({
      tell: option(
        audience,
        tell,
        'Who hears: critical (SMS and pagers, and email too), email, or nobody (the alarms are only seen, and heard by self-healing).',
      ),
      errorsPerMinute: option(whole('responses per minute', 1, 1_000_000), 30, 'Responses with status 5xx, three minutes in a row.'),
      balancerErrorsPerMinute: option(
        whole('responses per minute', 1, 1_000_000),
        10,
        'Responses 5xx of the load balancer itself, three minutes in a row: no target answered.',
      ),
      latencySeconds: option(positive('seconds'), 0.5, 'Response time of the slowest tenth (p90), five minutes in a row.'),
      sloPercent: option(percent, 99, 'Share of requests that must succeed; the rest is the error budget of 30 days.'),
      anomalies: option(
        v.boolean('must be true or false'),
        true,
        'Whether CloudWatch learns the usual traffic and says when it leaves the band (email).',
      ),
      muteMinutes: option(
        whole('minutes', 0, 120),
        10,
        'How long after the start of a deployment symptoms are not told, since instances are replaced one by one; 0 = never muted. Error-budget burn is never muted.',
      ),
    }),
    {},
  );

/** Disks of all instances. */
export const disksSchema = v.optional(
  v.strictObject({
    emailPercent: option(percent, 60, 'Used share of a file system at which people are written to, two times five minutes in a row.'),
    criticalPercent: option(percent, 80, 'Used share of a file system at which people are called; more than `emailPercent`.'),
  }),
  {},
);
