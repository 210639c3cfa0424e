/** Lines of a log as documents. Pure. */
import * as v from 'valibot';
import type { LogDocument } from '../../contract/logging';
import type { LogBatch } from './unpack';

const text = v.exactOptional(v.fallback(v.string(), ''));

/** What loggers of this project and of Lambda call the members that a document names. */
const line = v.looseObject({ level: text, message: text, service: text, appname: text, version: text, hostname: text });

type Line = v.InferOutput<typeof line>;
type Event = LogBatch['logEvents'][number];

/** Notes of Lambda about its own runs, three for each. */
const platform = /^(?:START|END|REPORT|INIT_START|EXTENSION) /;

/** The longest text that is indexed, in characters; a longer one would be refused by Firehose. */
const longest = 200_000;

/** One document a line. Metrics in lines are metrics already, and Lambda's own notes are left in CloudWatch Logs. */
export const documentsOf = ({ logGroup, logStream, logEvents }: LogBatch): readonly LogDocument[] =>
  logEvents
    .filter(({ message }) => !platform.test(message))
    .flatMap((event) => {
      const parsed = parse(event.message);
      if (parsed !== undefined && '_aws' in parsed) return [];
      const origin = { logGroup, logStream, eventId: event.id };
      return [{ ...(parsed === undefined ? plain(event) : structured(event, parsed)), ...origin }];
    });

const plain = ({ timestamp, message }: Event): LogDocument => ({ time: isoTime(timestamp), message: message.trimEnd().slice(0, longest) });

function structured({ timestamp, message: whole }: Event, parsed: Line): LogDocument {
  const { level, message, service, appname, version, hostname, ...others } = parsed;
  const fields = Object.fromEntries(Object.entries(others).filter(([name]) => name !== 'timestamp' && name !== 'time'));
  return {
    time: isoTime(timestamp),
    message: (message ?? whole).slice(0, longest),
    ...present({ level: normal(level), service: service ?? appname, version, hostname }),
    ...(message !== undefined && whole.length <= longest && Object.keys(fields).length > 0 && { fields }),
  };
}

/** Only members that have a text. */
const present = (members: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(members).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''));

/** Loggers disagree on case and on the word for a warning. */
const normal = (level: string | undefined): string | undefined => {
  const lower = level?.toLowerCase();
  return lower === 'warn' ? 'warning' : lower;
};

const isoTime = (timestamp: number): string => new Date(timestamp).toISOString();

function parse(message: string): Line | undefined {
  if (!message.startsWith('{')) return undefined;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), line), message);
  return parsed.success ? parsed.output : undefined;
}
