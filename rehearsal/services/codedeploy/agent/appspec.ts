/** appspec.yml of a bundle for EC2. Pure. */
import * as v from 'valibot';
import { parse } from 'yaml';
import { AgentError } from './agent-error';

/** The lifecycle events that may have hooks, in the order in which they run. */
export const hookEvents = [
  'BeforeBlockTraffic',
  'AfterBlockTraffic',
  'ApplicationStop',
  'BeforeInstall',
  'AfterInstall',
  'ApplicationStart',
  'ValidateService',
  'BeforeAllowTraffic',
  'AfterAllowTraffic',
] as const;

export type HookEvent = (typeof hookEvents)[number];

const text = v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.minLength(1));

const hook = v.object({
  location: text,
  /** Seconds; an hour in all is the most that CodeDeploy allows. */
  timeout: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(3600)), 3600),
  runas: v.optional(text),
});

const schema = v.object({
  version: v.literal(0, 'must be 0.0'),
  os: v.literal('linux', 'must be linux'),
  files: v.optional(v.nullable(v.array(v.object({ source: text, destination: text })))),
  file_exists_behavior: v.optional(v.picklist(['DISALLOW', 'OVERWRITE', 'RETAIN'])),
  hooks: v.optional(v.nullable(v.record(v.picklist(hookEvents), v.optional(v.nullable(v.array(hook)))))),
  permissions: v.optional(v.unknown()),
});

export type Hook = v.InferOutput<typeof hook>;

export interface AppSpec {
  readonly files: readonly { readonly source: string; readonly destination: string }[];
  readonly fileExistsBehavior?: 'DISALLOW' | 'OVERWRITE' | 'RETAIN';
  readonly hooks: ReadonlyMap<HookEvent, readonly Hook[]>;
}

/** Throws AgentError UnknownError naming every bad key, as the agent ends a deployment whose appspec it cannot read. */
export const parseAppSpec = (yaml: string): AppSpec => {
  const result = v.safeParse(schema, readYaml(yaml));
  if (!result.success) {
    const found = result.issues.map((issue) => `${v.getDotPath(issue) ?? 'document'}: ${issue.message}`).join('; ');
    throw new AgentError('UnknownError', `The deployment failed because an invalid AppSpec file was specified: ${found}.`);
  }
  const { files, hooks, file_exists_behavior: behavior } = result.output;
  return {
    files: files ?? [],
    ...(behavior === undefined ? {} : { fileExistsBehavior: behavior }),
    hooks: new Map(hookEvents.map((event) => [event, hooks?.[event] ?? []])),
  };
};

const readYaml = (yaml: string): unknown => {
  try {
    return parse(yaml);
  } catch (error) {
    throw new AgentError('UnknownError', `The deployment failed because the AppSpec file is not valid YAML: ${String(error)}`);
  }
};
