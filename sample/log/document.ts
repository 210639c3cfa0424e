/** Members of a log line that documents have a place for; all others are fields. */
interface Line {
  readonly time: string;
  readonly level: string;
  readonly message: string;
  readonly appname: string;
  readonly version: string;
  readonly hostname: string;
  readonly [field: string]: unknown;
}

/** A line of the log as one document, as the log search names its members (docs/logging.md), with a line end, so that objects of many documents can be read line by line. */
export function documentOf(line: string): string {
  const { time, level, message, appname: service, version, hostname, ...fields } = JSON.parse(line) as Line;
  const others = Object.keys(fields).length > 0 && { fields };
  return `${JSON.stringify({ time, level, message, service, version, hostname, ...others })}\n`;
}
