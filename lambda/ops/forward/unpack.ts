import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { OpsError } from '../ops-error';

const event = v.object({ awslogs: v.object({ data: v.pipe(v.string(), v.base64()) }) });

const batch = v.object({
  /** CONTROL_MESSAGE: CloudWatch Logs only tries whether somebody is there. */
  messageType: v.picklist(['DATA_MESSAGE', 'CONTROL_MESSAGE']),
  logGroup: v.string(),
  logStream: v.string(),
  logEvents: v.array(v.object({ id: v.string(), timestamp: v.number(), message: v.string() })),
});

/** Lines of one stream, as a subscription delivers them. */
export type LogBatch = v.InferOutput<typeof batch>;

/** A batch unpacked is 1 MiB in CloudWatch Logs; more is no batch of its. */
const mostBytes = 16 * 1024 * 1024;

/** The lines in an event of a subscription. @throws OpsError for anything else. */
export function unpack(given: unknown): LogBatch {
  const parsed = v.safeParse(event, given);
  const contents = parsed.success ? v.safeParse(batch, inflate(parsed.output.awslogs.data)) : undefined;
  if (contents?.success) return contents.output;
  throw new OpsError(
    'NotLogEvents',
    'The event holds no lines of a log group.',
    'Let only subscriptions of log groups invoke this function.',
  );
}

function inflate(data: string): unknown {
  try {
    return JSON.parse(gunzipSync(Buffer.from(data, 'base64'), { maxOutputLength: mostBytes }).toString('utf8'));
  } catch {
    return undefined;
  }
}
