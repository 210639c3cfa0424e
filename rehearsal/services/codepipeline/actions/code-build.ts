/** CodeBuild build action: hands the sources to a build and takes what it makes. */
import type { Artifact } from '../model';
import type { ActionContext, ActionOutcome } from './runner';
import { artifactKey } from './source';

/** How often CodePipeline asks for the state of a build, virtual milliseconds. */
const pollEvery = 10_000;

interface BuildState {
  readonly id: string;
  readonly buildStatus: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  readonly message?: string;
}

export const runCodeBuild = async (context: ActionContext): Promise<ActionOutcome> => {
  const { cloud, pipeline, run, role, signal } = context;
  const { ProjectName: projectName = '' } = run.configuration;
  const bucket = pipeline.declaration.artifactBucket;
  const outputs: readonly Artifact[] = run.action.outputs.map((name) => ({ name, bucket, key: artifactKey(pipeline, name) }));
  const [source] = run.inputs;
  const { build } = await cloud.call<{ readonly build: BuildState }>('codebuild', 'StartBuild', { projectName, source, outputs }, role);
  run.externalId = build.id;
  run.changedAt = cloud.clock.now();
  for (;;) {
    const ids = { ids: [build.id] };
    const { builds } = await cloud.call<{ readonly builds: readonly BuildState[] }>('codebuild', 'BatchGetBuilds', ids, role);
    const [now] = builds;
    if (now?.buildStatus === 'SUCCEEDED') return { kind: 'succeeded', outputs };
    if (now?.buildStatus !== 'IN_PROGRESS') {
      return { kind: 'failed', code: 'JobFailed', message: now?.message ?? `Build ${build.id} is gone` };
    }
    await cloud.clock.sleep(pollEvery, signal);
  }
};
