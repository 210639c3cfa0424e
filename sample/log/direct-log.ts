import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogStream } from '../app/settings';
import { createLog, writeToStandardOutput } from '../common/log';
import { documentOf } from './document';
import { firehoseSender } from './firehose.client';
import { LogTransport } from './transport';

/** A log that goes to standard output, as always, and to a Firehose stream too. */
export interface DirectLog {
  readonly write: (line: string) => void;
  /** Sends the rest. */
  close(): Promise<void>;
}

/** Below the grace that systemd gives, after requests have ended. */
const closeMilliseconds = 5_000;

/** What is set about it. */
interface DirectLogSettings {
  /** None: nothing is sent. */
  readonly logStream: LogStream | undefined;
  readonly version: string;
  readonly appName: string;
}

/** The log of a service that sends it to Firehose itself; undefined where another program does. */
export function directLog({ logStream: stream, version, appName: appname }: DirectLogSettings): DirectLog | undefined {
  if (stream === undefined) return undefined;
  // Of lines that were dropped only standard output is told: this log's own would be dropped too.
  const local = createLog({ version, hostname: hostname(), appname }, writeToStandardOutput, Date.now);
  const transport = new LogTransport({
    send: firehoseSender(stream),
    pause: (milliseconds, signal) => sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined),
    dropped: (lines) => local.warning('Log lines were not sent to Firehose', { lines, stream: stream.name }),
    random: Math.random,
  });
  return {
    write: (line) => {
      writeToStandardOutput(line);
      transport.write(documentOf(line));
    },
    close: () => transport.close(closeMilliseconds),
  };
}
