import type { LogTally } from '../../rehearsal/story/logging/log-tally';

/** How the application's log gets to the search in a rehearsal. */
export const loggingKinds = ['agent', 'direct'] as const;

export type LoggingKind = (typeof loggingKinds)[number];

/** Options of the configuration that switch the search in logs on. */
export const loggingOptions = (kind: LoggingKind | true): object => ({
  logging: { enabled: true, application: kind === true ? 'agent' : kind },
});

/** What became of the documents, in one line. */
export const loggingText = ({ sent, indexed, refused, backedUp, lost }: LogTally): string =>
  `Log documents: ${sent} sent, ${indexed} indexed, ${refused} refused, ${backedUp} in the bucket, ${lost} lost.`;
