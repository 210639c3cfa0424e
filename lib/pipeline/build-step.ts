import { Duration } from 'aws-cdk-lib';
import {
  BuildSpec,
  Cache,
  ComputeType,
  LinuxArmBuildImage,
  LocalCacheMode,
  PipelineProject,
  type IProject,
} from 'aws-cdk-lib/aws-codebuild';
import type { Artifact } from 'aws-cdk-lib/aws-codepipeline';
import { CodeBuildAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Config } from '../config/config';
import type { BuildConfig } from '../config/sections/build';
import { logRetention } from '../foundation/log-retention';
import { removalPolicy } from '../foundation/removal';
import { acknowledge } from '../nag/acknowledge';
import type { ReleaseArtifacts } from './artifacts';
import { buildRole } from './build-role';

/** What the build works with. */
export interface BuildStepProps {
  readonly config: Config;
  readonly build: BuildConfig;
  /** Where CodePipeline keeps what goes in and what comes out. */
  readonly artifacts: IBucket;
}

const sizes: Readonly<Record<BuildConfig['size'], ComputeType>> = {
  small: ComputeType.SMALL,
  medium: ComputeType.MEDIUM,
  large: ComputeType.LARGE,
};

/** Makes a release of sources, in CodeBuild, on a small arm64 machine that costs nothing between builds. */
export class BuildStep extends Construct {
  private readonly project: IProject;

  constructor(scope: Construct, id: string, { config, build, artifacts }: BuildStepProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', { retention: logRetention(config), removalPolicy: removalPolicy(config) });
    const project = new PipelineProject(this, 'Project', {
      description: `Builds the releases of ${config.pipelineName}`,
      buildSpec: buildspecOf(build),
      environment: {
        buildImage: LinuxArmBuildImage.AMAZON_LINUX_2023_STANDARD_3_0,
        computeType: sizes[build.size],
        privileged: build.containerImages,
      },
      timeout: Duration.minutes(build.timeoutMinutes),
      cache: Cache.local(...cacheModes(build)),
      logging: { cloudWatch: { logGroup } },
      role: buildRole(this, 'Role', { artifacts, logGroup }).withoutPolicyUpdates(),
      ...(artifacts.encryptionKey && { encryptionKey: artifacts.encryptionKey }),
    });
    if (artifacts.encryptionKey === undefined)
      acknowledge(project, { CB4: 'Without other accounts that read them, artifacts are encrypted with the key that S3 manages.' });
    if (build.containerImages)
      acknowledge(project, { CB3: 'The team builds container images, which Docker does only on a privileged machine.' });
    this.project = project;
  }

  /** ARN of the CodeBuild project. */
  get arn(): string {
    return this.project.projectArn;
  }

  /** The action that makes the release. */
  action(sources: Artifact, { application, tests, monspec }: ReleaseArtifacts): CodeBuildAction {
    return new CodeBuildAction({ actionName: 'Build', project: this.project, input: sources, outputs: [application, tests, monspec] });
  }
}

const cacheModes = ({ containerImages }: BuildConfig): LocalCacheMode[] => [
  LocalCacheMode.CUSTOM,
  ...(containerImages ? [LocalCacheMode.DOCKER_LAYER] : []),
];

/** The team's own buildspec, or one around its commands. The names of the artifacts are those of the pipeline's. */
function buildspecOf({ buildspec, commands = [], outputs, cache }: BuildConfig): BuildSpec {
  if (buildspec !== undefined) return BuildSpec.fromSourceFilename(buildspec);
  const folder = (path: string) => ({ 'base-directory': path, files: ['**/*'] });
  const at = outputs.monspec.lastIndexOf('/');
  return BuildSpec.fromObject({
    version: '0.2',
    phases: { install: { 'runtime-versions': { nodejs: 22 } }, build: { commands: [...commands] } },
    artifacts: {
      'secondary-artifacts': {
        Application: folder(outputs.application),
        Tests: folder(outputs.tests),
        Monspec: {
          ...(at < 0 ? {} : { 'base-directory': outputs.monspec.slice(0, at) }),
          files: [outputs.monspec.slice(at + 1)],
        },
      },
    },
    ...(cache.length > 0 && { cache: { paths: cache.map((path) => `${path}/**/*`) } }),
  });
}
