/** The part of the CloudWatch agent's configuration that the rehearsal runs: log files. Pure. */
import * as v from 'valibot';
import { ComputeError } from './compute-error';

/** Where the agent's configuration lies on an instance. */
export const agentConfigPath = '/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json';

export interface LogFile {
  /** Absolute path on the instance. */
  readonly path: string;
  readonly group: string;
  readonly stream: string;
}

const text = v.pipe(v.string(), v.minLength(1));
const schema = v.object({
  logs: v.optional(
    v.object({
      log_stream_name: v.optional(text),
      logs_collected: v.object({
        files: v.object({
          collect_list: v.array(v.object({ file_path: text, log_group_name: text, log_stream_name: v.optional(text) })),
        }),
      }),
    }),
  ),
});

/** Throws ComputeError AgentConfig naming every bad key. */
export const parseAgentConfig = (json: string, instanceId: string): readonly LogFile[] => {
  const result = v.safeParse(schema, readJson(json));
  if (!result.success) {
    const found = result.issues.map((issue) => `${v.getDotPath(issue) ?? 'document'}: ${issue.message}`).join('; ');
    throw new ComputeError('AgentConfig', `${agentConfigPath} is not valid: ${found}.`, 'Correct these keys.');
  }
  const logs = result.output.logs;
  return (logs?.logs_collected.files.collect_list ?? []).map((entry) => ({
    path: entry.file_path,
    group: entry.log_group_name,
    stream: (entry.log_stream_name ?? logs?.log_stream_name ?? '{instance_id}').replaceAll('{instance_id}', instanceId),
  }));
};

const readJson = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new ComputeError('AgentConfig', `${agentConfigPath} is no JSON: ${String(error)}`, 'Correct it.');
  }
};
