import type { Notifier, ReportLinks } from '../gate/ports/telling';
import { AwsNotifier } from './notifier.client';
import { ReportSecret, SignedReportLinks } from './report-secret.client';
import { ValidationsTable } from './validations.client';

/** Names of the environment variables that every function which tells people needs. */
export const tellVariables = ['validationsTable', 'topicArn', 'reportUrl', 'reportSecret'] as const;

/** The adapters of a function that records and tells. */
export interface TellAdapters {
  readonly validations: ValidationsTable;
  readonly notifier: Notifier;
  readonly links: ReportLinks;
}

/** Makes them, once per container. `now` gives epoch milliseconds. */
export const tellAdapters = (
  { validationsTable, topicArn, reportUrl, reportSecret }: Readonly<Record<(typeof tellVariables)[number], string>>,
  now: () => number,
): TellAdapters => ({
  validations: new ValidationsTable(validationsTable),
  notifier: new AwsNotifier(topicArn),
  links: new SignedReportLinks(reportUrl, new ReportSecret(reportSecret), now),
});
