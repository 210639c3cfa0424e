/** Prefixes of objects: expressions such as `!{timestamp:yyyy/MM/dd}` and `!{firehose:error-output-type}`. */
import { AwsError } from '../../cloud/aws-error';

const two = (value: number): string => String(value).padStart(2, '0');

/** Fields of Java's DateTimeFormatter that the rehearsal knows, in UTC. */
const fields: Readonly<Record<string, (time: Date) => string>> = {
  yyyy: (time) => String(time.getUTCFullYear()),
  MM: (time) => two(time.getUTCMonth() + 1),
  dd: (time) => two(time.getUTCDate()),
  HH: (time) => two(time.getUTCHours()),
  mm: (time) => two(time.getUTCMinutes()),
};

const timestamp = (pattern: string, time: Date): string =>
  pattern.replaceAll(/[A-Za-z]+/g, (field) => fields[field]?.(time) ?? unknown(field));

const unknown = (what: string): never => {
  throw new AwsError('InvalidArgumentException', `${what} in a prefix is not rehearsed; use yyyy, MM, dd, HH, mm or the error type`);
};

/**
 * The prefix of an object.
 *
 * @param time virtual epoch milliseconds of the oldest record in it
 * @param errorType for prefixes of failed records
 */
export const evaluatePrefix = (prefix: string, time: number, errorType?: string): string =>
  prefix.replaceAll(/!\{(\w+):([^}]*)\}/g, (whole, namespace: string, value: string) => {
    if (namespace === 'timestamp') return timestamp(value, new Date(time));
    if (namespace === 'firehose' && value === 'error-output-type' && errorType !== undefined) return errorType;
    return unknown(whole);
  });

/** The prefix for documents: without expressions Firehose adds the hour. */
export const documentPrefix = (prefix: string | undefined, time: number): string => {
  const given = prefix ?? '';
  return evaluatePrefix(given.includes('!{') ? given : `${given}!{timestamp:yyyy/MM/dd/HH}/`, time);
};
