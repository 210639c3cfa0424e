import { createHash } from 'node:crypto';
import { DescribeTaskDefinitionCommand, type ECSClient } from '@aws-sdk/client-ecs';
import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Clients } from '../../cli/pipeline/clients';
import type { AccountAccess } from '../../lambda/contract/account-access';
import type { FunctionRevision, Revision } from '../../lambda/gate/revision';

/**
 * Remembers which build hides behind a bundle, by the bundle's ETag (CodePipeline copies bundles, copies keep it), and
 * behind an image, by its URI, and behind a version of a function, by the hash of its code.
 */
export class BuildLedger {
  readonly #byTag = new Map<string, number>();
  readonly #byImage = new Map<string, number>();

  readonly #byHash = new Map<string, number>();

  constructor(
    private readonly s3: S3Client,
    /** Clients of the account of an environment, where its images and functions are looked up. */
    private readonly clientsOf: (account: AccountAccess | undefined) => Pick<Clients, 'ecs' | 'lambda'>,
  ) {}

  /** Notes that the object holds this build. */
  async note(build: number, object: { readonly bucket: string; readonly key: string }): Promise<void> {
    const tag = await this.#tagOf(object);
    if (tag !== undefined) this.#byTag.set(tag, build);
    this.#byHash.set(await this.#hashOf(object), build);
  }

  /** Notes that the image holds this build. */
  noteImage(build: number, uri: string): void {
    this.#byImage.set(uri, build);
  }

  /** Which build a revision holds; `undefined` for one that nobody noted. @param account of the environment that it runs in */
  async buildOf(revision: Revision, account: AccountAccess | undefined): Promise<number | undefined> {
    const clients = this.clientsOf(account);
    switch (revision.kind) {
      case 'bundle': {
        const tag = revision.eTag === undefined ? await this.#tagOf(revision) : unquoted(revision.eTag);
        return tag === undefined ? undefined : this.#byTag.get(tag);
      }
      case 'function-version':
        return this.#codeOf(clients.lambda, revision);
      case 'task-definition':
        return this.#imageOf(clients.ecs, revision.taskDefinitionArn);
    }
  }

  async #imageOf(ecs: ECSClient, taskDefinition: string): Promise<number | undefined> {
    const { taskDefinition: found } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    return this.#byImage.get(found?.containerDefinitions?.[0]?.image ?? '');
  }

  async #codeOf(lambda: LambdaClient, { functionName, version }: FunctionRevision): Promise<number | undefined> {
    const input = { FunctionName: functionName, Qualifier: version };
    const { CodeSha256 } = await lambda.send(new GetFunctionConfigurationCommand(input));
    return this.#byHash.get(CodeSha256 ?? '');
  }

  /** As Lambda hashes the code of a function. */
  async #hashOf({ bucket, key }: { readonly bucket: string; readonly key: string }): Promise<string> {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    return createHash('sha256').update(bytes).digest('base64');
  }

  async #tagOf({ bucket, key }: { readonly bucket: string; readonly key: string }): Promise<string | undefined> {
    const { ETag } = await this.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return ETag === undefined ? undefined : unquoted(ETag);
  }
}

const unquoted = (tag: string): string => tag.replaceAll('"', '');
