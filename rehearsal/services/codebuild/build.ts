/** One build on this machine: unpack the sources, run the commands, pack what they leave. */
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import type { GetObjectOutput } from '@aws-sdk/client-s3';
import { zipSync, type Zippable } from 'fflate';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Principal } from '../../cloud/service';
import { bytesOf } from '../body';
import { unpack } from '../codedeploy/agent/bundle';
import { parseBuildspec, type ArtifactRule } from './buildspec';

/** Where CodePipeline keeps an artifact. */
export interface ArtifactPlace {
  readonly name: string;
  readonly bucket: string;
  readonly key: string;
}

export interface BuildRequest {
  readonly folder: string;
  /** The project's role: whoever reads sources and writes artifacts. */
  readonly role: Principal;
  /** A buildspec, or its path within the sources. */
  readonly buildspec: string;
  readonly source: ArtifactPlace;
  readonly outputs: readonly ArtifactPlace[];
  readonly timeoutMinutes: number;
}

/** Runs a build and gives what its commands wrote. Throws AwsError for whatever makes CodeBuild fail one. */
export async function runBuild(cloud: Cloud, request: BuildRequest): Promise<string> {
  const { folder, role, buildspec, source, outputs } = request;
  const object = await cloud.call<GetObjectOutput>('s3', 'GetObject', { Bucket: source.bucket, Key: source.key }, role);
  unpack(await bytesOf(object.Body), folder);
  const { commands, artifacts } = parseBuildspec(textOf(buildspec, folder));
  const log = await runAll(commands, request);
  for (const { name, bucket, key } of outputs) {
    const rule = artifacts.get(name);
    if (rule === undefined) throw new AwsError('CLIENT_ERROR', `The buildspec makes no artifact ${name}.`);
    await cloud.call('s3', 'PutObject', { Bucket: bucket, Key: key, Body: pack(name, rule, folder) }, role);
  }
  return log;
}

/** A path has neither lines nor braces. */
function textOf(buildspec: string, folder: string): string {
  if (/[\n{]/.test(buildspec)) return buildspec;
  try {
    return readFileSync(join(folder, buildspec), 'utf8');
  } catch {
    throw new AwsError('YAML_FILE_ERROR', `The sources hold no ${buildspec}.`);
  }
}

const run = promisify(execFile);

/** One after the other; the first that fails ends the build. */
async function runAll(commands: readonly string[], { folder, timeoutMinutes }: BuildRequest): Promise<string> {
  let log = '';
  for (const command of commands) {
    try {
      const { stdout, stderr } = await run('/bin/bash', ['-c', command], {
        cwd: folder,
        timeout: timeoutMinutes * 60_000,
        env: { PATH: process.env['PATH'], HOME: folder, CI: 'true', CODEBUILD_SRC_DIR: folder },
      });
      log += `$ ${command}\n${stdout}${stderr}`;
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      throw new AwsError('COMMAND_EXECUTION_ERROR', `Error while executing command: ${command}. Reason: ${said.trim().slice(-600)}`);
    }
  }
  return log;
}

function pack(name: string, { folder: base, files }: ArtifactRule, folder: string): Uint8Array {
  const root = join(folder, base);
  const wanted = files.includes('**/*') ? everyFile(root) : files;
  if (wanted.length === 0) throw new AwsError('CLIENT_ERROR', `Artifact ${name}: no matching base directory path found for ${base}`);
  const zip: Zippable = {};
  for (const path of wanted) zip[path] = [contentsOf(name, join(root, path)), { attrs: modeOf(join(root, path)) * 2 ** 16, os: 3 }];
  return zipSync(zip);
}

function contentsOf(name: string, path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch {
    throw new AwsError('CLIENT_ERROR', `Artifact ${name}: no matching artifact paths found`);
  }
}

/** Scripts stay executable in the zip, as CodeBuild keeps them. */
const modeOf = (path: string): number => statSync(path).mode;

function everyFile(root: string): readonly string[] {
  try {
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  } catch {
    return [];
  }
}
