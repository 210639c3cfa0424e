/**
 * CodeBuild, as CodePipeline uses it: projects, and builds that run their commands in a folder of this machine, without
 * a container. What artifacts go in and out CodePipeline says in members that the public API has not.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { CreatedResource, ResourceRequest, Service } from '../../cloud/service';
import { validated } from '../../cloud/validated';
import { numeric, parseProperties, text } from '../input';
import { requireTrust } from '../trust';
import { runBuild, type ArtifactPlace } from './build';

const projectProperties = v.looseObject({
  Name: v.exactOptional(text),
  ServiceRole: text,
  Source: v.looseObject({ BuildSpec: v.optional(text, 'buildspec.yml') }),
  TimeoutInMinutes: v.optional(numeric, 60),
});

interface Project {
  readonly roleArn: string;
  readonly buildspec: string;
  readonly timeoutMinutes: number;
}

interface Build {
  readonly id: string;
  readonly projectName: string;
  buildStatus: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  /** Why it failed, in CodeBuild's words. */
  message?: string;
}

const place = v.object({ name: text, bucket: text, key: text });
const startInput = v.object({ projectName: text, source: place, outputs: v.array(place) });

const refusal = { code: 'InvalidInputException', message: 'CodeBuild is not authorized to perform: sts:AssumeRole.' };

class Builds {
  private readonly projects = new Map<string, Project>();
  private readonly builds = new Map<string, Build>();

  constructor(private readonly cloud: Cloud) {}

  arn(projectName: string): string {
    return this.cloud.arn('codebuild', `project/${projectName}`);
  }

  create(request: ResourceRequest): CreatedResource {
    const { Name, ServiceRole, Source, TimeoutInMinutes } = parseProperties(projectProperties, request);
    requireTrust(this.cloud, ServiceRole, 'codebuild.amazonaws.com', refusal);
    const name = Name ?? physicalName(request, 150);
    this.projects.set(name, { roleArn: ServiceRole, buildspec: Source.BuildSpec, timeoutMinutes: TimeoutInMinutes });
    return { ref: name, attributes: { Arn: this.arn(name) } };
  }

  start({ projectName, source, outputs }: v.InferOutput<typeof startInput>): { readonly build: Build } {
    const project = this.projects.get(projectName);
    if (project === undefined) throw new AwsError('ResourceNotFoundException', `Project cannot be found: ${this.arn(projectName)}`);
    const build: Build = { id: `${projectName}:${randomUUID()}`, projectName, buildStatus: 'IN_PROGRESS' };
    this.builds.set(build.id, build);
    this.cloud.background('codebuild', `build ${build.id}`, this.run(build, project, source, outputs));
    return { build };
  }

  of(ids: readonly string[]): readonly Build[] {
    return ids.flatMap((id) => this.builds.get(id) ?? []);
  }

  private async run(build: Build, project: Project, source: ArtifactPlace, outputs: readonly ArtifactPlace[]): Promise<void> {
    const folder = join(this.cloud.directory, 'builds', build.id.replaceAll(/[^\w-]/g, '-'));
    mkdirSync(folder, { recursive: true });
    try {
      const { roleArn, buildspec, timeoutMinutes } = project;
      const log = await runBuild(this.cloud, { folder, role: { kind: 'role', arn: roleArn }, buildspec, source, outputs, timeoutMinutes });
      build.buildStatus = 'SUCCEEDED';
      this.cloud.log('codebuild', `built ${build.id}`, { log: log.slice(-2000) });
    } catch (error) {
      build.buildStatus = 'FAILED';
      build.message = error instanceof AwsError ? `${error.code}: ${error.message}` : String(error);
      this.cloud.log('codebuild', `failed ${build.id}`, { message: build.message });
    }
  }
}

export const codebuild = (cloud: Cloud): Service => {
  const builds = new Builds(cloud);
  return {
    name: 'codebuild',
    operations: {
      StartBuild: validated(startInput, {
        needs: ({ projectName }) => [{ action: 'codebuild:StartBuild', resource: builds.arn(projectName) }],
        run: (input) => builds.start(input),
      }),
      BatchGetBuilds: validated(v.object({ ids: v.array(text) }), {
        needs: ({ ids }) => ids.map((id) => ({ action: 'codebuild:BatchGetBuilds', resource: builds.arn(id.split(':')[0] ?? '') })),
        run: ({ ids }) => ({ builds: builds.of(ids) }),
      }),
    },
    resources: { 'AWS::CodeBuild::Project': (request) => builds.create(request) },
  };
};
