/** Whether Athena can read what the load balancers wrote, and whether the saved queries ask for what there is. */
import { setTimeout as realSleep } from 'node:timers/promises';
import type { CloudHost } from '../../cloud/host';
import type { AthenaService } from '../../services/athena/athena';
import { namesIn } from '../../services/athena/query-names';
import type { Table } from '../../services/athena/table';
import { readLine } from '../../services/athena/table-reader';
import { balancingOf } from '../../services/load-balancer/balancing';
import { objectsBelow, type Operator } from './count-lines';

/** Lines of access logs by what became of them. */
export interface AccessLogTally {
  /** Into the buckets, by load balancers. */
  readonly written: number;
  /** By a table, each column that every line has with a value of its type, in the partition of a day. */
  readonly read: number;
  /** The first line that no table reads; null where there is none. */
  readonly unread: string | null;
  readonly queries: number;
  /** Queries that read a table and name only its columns. */
  readonly queriesRight: number;
}

/** Real milliseconds until the load balancers have handed over the lines of requests that have ended. */
const settleMilliseconds = 1_000;

/** Delivers whatever waits and reads it, in every account and region; undefined where no load balancer has an access log. */
export async function tallyAccessLogs(home: CloudHost): Promise<AccessLogTally | undefined> {
  const [first, ...others] = (await Promise.all(home.places.map(tallyPlace))).filter((tally) => tally !== undefined);
  return first && others.reduce(together, first);
}

const together = (a: AccessLogTally, b: AccessLogTally): AccessLogTally => ({
  written: a.written + b.written,
  read: a.read + b.read,
  unread: a.unread ?? b.unread,
  queries: a.queries + b.queries,
  queriesRight: a.queriesRight + b.queriesRight,
});

async function tallyPlace(cloud: CloudHost): Promise<AccessLogTally | undefined> {
  const logs = [...balancingOf(cloud).accessLogs.values()];
  const athena = cloud.services.get('athena') as AthenaService | undefined;
  if (logs.length === 0 || athena === undefined) return undefined;
  await realSleep(settleMilliseconds);
  await Promise.all(logs.map((log) => log.deliver()));
  const written = logs.reduce((sum, { total }) => sum + total, 0);
  const operator: Operator = (service, operation, input) => cloud.call(service, operation, input, { kind: 'operator' });
  let read = 0;
  let unread: string | null = null;
  for (const table of athena.tables)
    for await (const { key, lines } of objectsBelow(operator, table.bucket, table.prefix))
      for (const line of lines)
        if (isDay(key.slice(table.prefix.length)) && isWhole(table, line)) read += 1;
        else unread ??= `${key}: ${line}`;
  const queriesRight = athena.queries.filter(({ sql, database }) => fits(sql, database, athena.tables)).length;
  return { written, read, unread, queries: athena.queries.length, queriesRight };
}

/** Partitions are days, as the table's projection spells them. */
const isDay = (path: string): boolean => /^\d{4}\/\d\d\/\d\d\//.test(path);

/** A request that reached no target has no address of one; nothing else may be missing. */
const mayMiss = new Set(['target_ip', 'target_port']);

const isWhole = (table: Table, line: string): boolean => {
  const row = readLine(table, line);
  return row !== undefined && Object.entries(row).every(([name, value]) => mayMiss.has(name) || (value !== null && value !== ''));
};

const fits = (sql: string, database: string, tables: readonly Table[]): boolean => {
  const names = namesIn(sql);
  const table = tables.find((each) => each.database === database && names.includes(each.name));
  if (table === undefined) return false;
  const known = new Set([table.name, table.partitionKey, ...table.columns.map(({ name }) => name)]);
  return names.every((name) => known.has(name));
};

/** What makes a rehearsal fail: a line that Athena does not read, or a query that cannot run. */
export const unreadAccessLogs = (tally: AccessLogTally | undefined): readonly string[] => {
  if (tally === undefined) return [];
  const { written, read, unread, queries, queriesRight } = tally;
  return [
    ...(read === written && unread === null
      ? []
      : [`Athena's tables read ${read} of ${written} access log lines. The first that they do not: ${unread ?? 'not in their location'}`]),
    ...(queries === queriesRight ? [] : [`${queries - queriesRight} of ${queries} saved queries of Athena name what no table has.`]),
  ];
};
