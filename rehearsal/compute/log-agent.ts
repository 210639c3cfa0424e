/** The CloudWatch agent of an instance: sends the lines of its log files, with the role of the instance. */
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError } from '../cloud/aws-error';
import type { Cloud } from '../cloud/cloud';
import type { Principal } from '../cloud/service';
import { agentConfigPath, parseAgentConfig, type LogFile } from './log-agent-config';
import { inRoot } from './root';
import { Tail } from './tail';

/** Real milliseconds between two looks at the files. */
const readEvery = 250;
/** Events in one PutLogEvents; AWS allows 10,000 and one megabyte. */
const batchSize = 1_000;
/** Lines kept while CloudWatch Logs refuses them. */
const keepLines = 20_000;

export interface AgentHost {
  readonly id: string;
  readonly root: string;
  readonly role: Principal;
}

/** Follows the files until the signal is aborted. Does nothing on an instance without the agent's configuration. */
export const runLogAgent = async (cloud: Cloud, host: AgentHost, signal: AbortSignal): Promise<void> => {
  const config = inRoot(host.root, agentConfigPath);
  if (!existsSync(config)) return;
  const files = parseAgentConfig(readFileSync(config, 'utf8'), host.id);
  await Promise.all(files.map((file) => follow(cloud, host, file, signal)));
};

/** Sends the lines of one file until the signal is aborted, the last ones included, or until CloudWatch Logs refuses. */
export const follow = async (cloud: Cloud, host: AgentHost, file: LogFile, signal: AbortSignal): Promise<void> => {
  const tail = new Tail(inRoot(host.root, file.path));
  let waiting: LogEvent[] = [];
  let stream = false;
  for (;;) {
    const timestamp = cloud.clock.now();
    waiting = [...waiting, ...tail.read().map((message) => ({ timestamp, message }))].slice(-keepLines);
    try {
      if (!stream && waiting.length > 0) stream = await createStream(cloud, host, file);
      waiting = await send(cloud, host, file, waiting);
    } catch (error) {
      if (!isRefusal(cloud, host, file, error)) throw error;
      return;
    }
    if (signal.aborted) return;
    await sleep(readEvery, undefined, { signal }).catch(() => undefined);
  }
};

interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

const createStream = async (cloud: Cloud, { role }: AgentHost, { group, stream }: LogFile): Promise<true> => {
  try {
    await cloud.call('logs', 'CreateLogStream', { logGroupName: group, logStreamName: stream }, role);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ResourceAlreadyExistsException') throw error;
  }
  return true;
};

const send = async (cloud: Cloud, { role }: AgentHost, { group, stream }: LogFile, events: LogEvent[]): Promise<LogEvent[]> => {
  let left = events;
  while (left.length > 0) {
    const logEvents = left.slice(0, batchSize);
    await cloud.call('logs', 'PutLogEvents', { logGroupName: group, logStreamName: stream, logEvents }, role);
    left = left.slice(batchSize);
  }
  return left;
};

/** What AWS refuses once it refuses for good: the agent says so and gives the file up. */
const isRefusal = (cloud: Cloud, { id }: AgentHost, { path, group }: LogFile, error: unknown): boolean => {
  if (!(error instanceof AwsError)) return false;
  cloud.log('ec2', `The CloudWatch agent of ${id} cannot send ${path} to ${group}: ${error.message}`, { code: error.code });
  return true;
};
