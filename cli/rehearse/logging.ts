import type { AccessLogTally } from '../../rehearsal/story/logging/access-log-tally';
import type { LogTally } from '../../rehearsal/story/logging/log-tally';

/** How the application's log gets to the search in a rehearsal. */
export const loggingKinds = ['agent', 'direct'] as const;

export type LoggingKind = (typeof loggingKinds)[number];

/** Options of the configuration that switch the search in logs on, and the access logs of the load balancers. */
export const loggingOptions = (kind: LoggingKind | true): object => ({
  logging: { enabled: true, accessLogs: true, application: kind === true ? 'agent' : kind },
});

/** What became of the documents, in one line. */
export const loggingText = ({ sent, indexed, refused, backedUp, lost }: LogTally): string =>
  `Log documents: ${sent} sent, ${indexed} indexed, ${refused} refused, ${backedUp} in the bucket, ${lost} lost.`;

/** What Athena's tables read of the access logs, in one line. */
export const accessLogText = ({ written, read, queries, queriesRight }: AccessLogTally): string =>
  `Access log lines of the load balancers: ${written} written, ${read} read column by column by Athena's tables; ${queriesRight} of ${queries} saved queries name only what the tables have.`;
