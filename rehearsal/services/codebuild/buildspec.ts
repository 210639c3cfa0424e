/** A buildspec, as far as the rehearsal runs one. Pure. */
import * as v from 'valibot';
import { parse } from 'yaml';
import { AwsError } from '../../cloud/aws-error';

const phase = v.looseObject({ commands: v.optional(v.array(v.string()), []) });
const artifact = v.object({ 'base-directory': v.optional(v.string(), '.'), files: v.pipe(v.array(v.string()), v.minLength(1)) });

const schema = v.looseObject({
  phases: v.looseObject({
    install: v.exactOptional(phase),
    pre_build: v.exactOptional(phase),
    build: v.exactOptional(phase),
    post_build: v.exactOptional(phase),
  }),
  artifacts: v.looseObject({ 'secondary-artifacts': v.record(v.string(), artifact) }),
});

/** What of a folder becomes an artifact. */
export interface ArtifactRule {
  readonly folder: string;
  /** `**\/*` for all, or paths. */
  readonly files: readonly string[];
}

export interface Buildspec {
  /** Of all phases, in their order. Runtime versions are this machine's. */
  readonly commands: readonly string[];
  readonly artifacts: ReadonlyMap<string, ArtifactRule>;
}

/** Throws AwsError YAML_FILE_ERROR, as CodeBuild names it, for one that cannot be run. */
export function parseBuildspec(text: string): Buildspec {
  const result = v.safeParse(schema, yaml(text));
  if (!result.success) {
    const [issue] = result.issues;
    throw new AwsError('YAML_FILE_ERROR', `The buildspec is not as expected at '${v.getDotPath(issue) ?? ''}': ${issue.message}`);
  }
  const { phases, artifacts } = result.output;
  const { install, pre_build: before, build, post_build: after } = phases;
  return {
    commands: [install, before, build, after].flatMap((each) => each?.commands ?? []),
    artifacts: new Map(
      Object.entries(artifacts['secondary-artifacts']).map(([name, { 'base-directory': folder, files }]) => [name, { folder, files }]),
    ),
  };
}

function yaml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new AwsError('YAML_FILE_ERROR', `The buildspec is no YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}
