/** Where the files are that a synthesized template refers to by bucket and key. */
import type { Cloud } from '../cloud/cloud';
import { TemplateError } from './template-error';

/** One file or folder of the assembly. */
export interface Asset {
  /** Absolute path on this machine. */
  readonly path: string;
  /** `zip`: a folder that a deployment would zip; `file`: uploaded as it is. */
  readonly packaging: 'zip' | 'file';
}

const assetsOf = new WeakMap<Cloud, Map<string, Asset>>();

/** Makes an asset known to the stand-ins of a cloud. */
export const publishAsset = (cloud: Cloud, bucket: string, key: string, asset: Asset): void => {
  const known = assetsOf.get(cloud) ?? new Map<string, Asset>();
  assetsOf.set(cloud, known.set(`${bucket}/${key}`, asset));
};

/**
 * The local file or folder behind `Code: {S3Bucket, S3Key}` and the like, with every intrinsic function resolved.
 * Throws TemplateError where the assembly has no such asset.
 */
export const findAsset = (cloud: Cloud, bucket: string, key: string): Asset => {
  const asset = assetsOf.get(cloud)?.get(`${bucket}/${key}`);
  if (asset) return asset;
  throw new TemplateError('UnknownAsset', `The assembly holds no asset ${key} for bucket ${bucket}.`, 'Synthesize it again.');
};
