/**
 * Container images of one run. There is no container engine on a laptop: an image is a folder, which stands for its
 * file system, and the command that it starts with.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from '../cloud/cloud';

export interface Image {
  /** `<repository>:<tag>` */
  readonly uri: string;
  /** `sha256:…` over its files and its command. */
  readonly digest: string;
  /** Folder of this machine that holds the image's files. */
  readonly folder: string;
  readonly command: readonly string[];
  /** Absolute path within the image. */
  readonly workingDirectory: string;
  /** Variables that every container of it has. */
  readonly environment: Readonly<Record<string, string>>;
}

export type ImageContent = Pick<Image, 'folder' | 'command' | 'workingDirectory' | 'environment'>;

/** By run, which has one clock in all accounts and regions: an image's URI names both. */
const registries = new WeakMap<Cloud['clock'], Images>();

/** The images of a cloud's run; who may pull them is another question. */
export const imagesOf = ({ clock }: Cloud): Images => {
  const known = registries.get(clock) ?? new Images();
  registries.set(clock, known);
  return known;
};

export class Images {
  private readonly byUri = new Map<string, Image>();

  /** Puts an image under a tag, in place of what was there. */
  put(uri: string, content: ImageContent): Image {
    const image = { ...content, uri, digest: digestOf(content) };
    this.byUri.set(uri, image);
    return image;
  }

  /** By tag or by digest (`<repository>@sha256:…`); a name without either means the tag `latest`. */
  find(uri: string): Image | undefined {
    const [repository = '', digest] = uri.split('@');
    if (digest !== undefined) return [...this.byUri.values()].find((image) => image.digest === digest && nameOf(image.uri) === repository);
    return this.byUri.get(/:[^/]+$/.test(uri) ? uri : `${uri}:latest`);
  }
}

const nameOf = (uri: string): string => uri.replace(/:[^/:]+$/, '');

const digestOf = ({ folder, command, workingDirectory, environment }: ImageContent): string => {
  const hash = createHash('sha256').update(JSON.stringify({ command, workingDirectory, environment }));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).toSorted()) {
    hash.update(`\0${path.slice(folder.length)}\0`).update(readFileSync(path));
  }
  return `sha256:${hash.digest('hex')}`;
};
