import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Revision } from '../../lambda/gate/revision';

/** Remembers which build hides behind a bundle, by the bundle's ETag: CodePipeline copies bundles, copies keep it. */
export class BuildLedger {
  readonly #byTag = new Map<string, number>();

  constructor(private readonly s3: S3Client) {}

  /** Notes that the object holds this build. */
  async note(build: number, object: { readonly bucket: string; readonly key: string }): Promise<void> {
    const tag = await this.#tagOf(object);
    if (tag !== undefined) this.#byTag.set(tag, build);
  }

  /** Which build a revision holds; `undefined` for one that nobody noted. */
  async buildOf(revision: Revision): Promise<number | undefined> {
    switch (revision.kind) {
      case 'bundle': {
        const tag = revision.eTag === undefined ? await this.#tagOf(revision) : unquoted(revision.eTag);
        return tag === undefined ? undefined : this.#byTag.get(tag);
      }
      case 'function-version':
      case 'task-definition':
        return undefined;
    }
  }

  async #tagOf({ bucket, key }: { readonly bucket: string; readonly key: string }): Promise<string | undefined> {
    const { ETag } = await this.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return ETag === undefined ? undefined : unquoted(ETag);
  }
}

const unquoted = (tag: string): string => tag.replaceAll('"', '');
