import * as v from 'valibot';
import { option } from '../option';
import { whole } from '../units';

/** Those of CloudWatch Logs from a week to a year. No import of CDK: the command line reads configurations too. */
const logRetentions = [7, 14, 30, 60, 90, 180, 365] as const;

const logDays = v.pipe(
  v.picklist(logRetentions, 'must be one of 7, 14, 30, 60, 90, 180, 365 days'),
  v.metadata({ unit: 'days', range: '7, 14, 30, 60, 90, 180 or 365' }),
);
const days = (least: number) => whole('days', least, 3650);

/** How long things are kept. */
export const retentionSchema = v.pipe(
  v.optional(
    v.strictObject({
      logDays: option(logDays, 30, 'How long application and function logs are kept.'),
      sourceDays: option(days(1), 90, 'How long replaced source objects and access logs are kept.'),
      rollbackDays: option(days(1), 180, 'How far back a rollback may reach; build artifacts outlive it.'),
      artifactDays: option(days(2), 400, 'How long build artifacts are kept; more than `rollbackDays`.'),
      evidenceDays: option(days(1), 400, 'How long the evidence of verdicts is kept.'),
    }),
    {},
  ),
  v.forward(
    v.check((kept) => kept.artifactDays > kept.rollbackDays, 'must be more than rollbackDays, or a rollback finds no artifact'),
    ['artifactDays'],
  ),
);
