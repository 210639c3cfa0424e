/** Who writes: the fields that every log line carries. */
export interface LogIdentity {
  /** What runs: on EC2 `application-group-group id-deployment id`. */
  readonly version: string;
  readonly hostname: string;
  readonly appname: string;
}

type Level = 'info' | 'warning' | 'error';

/** Values of a small, known set only: ids, addresses and header values do not belong into a log field. */
export type LogFields = Readonly<Record<string, string | number | boolean>>;

/** Writes one JSON line per event; messages are constants, whatever varies is a field. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warning(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** A log that hands each line, without its line end, to `write`. `now` is in epoch milliseconds. */
export function createLog(identity: LogIdentity, write: (line: string) => void, now: () => number): Log {
  const at =
    (level: Level) =>
    (message: string, fields: LogFields = {}): void =>
      write(JSON.stringify({ time: new Date(now()).toISOString(), level, message, ...fields, ...identity }));
  return { info: at('info'), warning: at('warning'), error: at('error') };
}

/** Standard output, where systemd takes the lines from. */
export function writeToStandardOutput(line: string): void {
  process.stdout.write(`${line}\n`);
}
