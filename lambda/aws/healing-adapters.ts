import { DocumentsTable } from './documents.client';
import { DynatraceComments } from './dynatrace-comments.client';
import { optional } from './healing-environment';
import { AwsHealingNotifier } from './healing-notifier.client';
import { ReportSecret, SignedReportLinks } from './report-secret.client';

/** Names of the environment variables that every step of healing which tells people needs. */
export const healingTellVariables = [
  'validationsTable',
  'topicArn',
  'criticalTopicArn',
  'chatTopicArn',
  'reportUrl',
  'reportSecret',
  'dynatraceSecret',
] as const;

/** The adapters of a step that records and tells, made once per container. `now` gives epoch milliseconds. */
export const healingTellAdapters = (environment: Readonly<Record<(typeof healingTellVariables)[number], string>>, now: () => number) => ({
  documents: new DocumentsTable(environment.validationsTable),
  notifier: new AwsHealingNotifier({ ...environment, chatTopicArn: optional(environment.chatTopicArn) }),
  links: new SignedReportLinks(environment.reportUrl, new ReportSecret(environment.reportSecret), now),
  comments: new DynatraceComments(optional(environment.dynatraceSecret)),
});
