import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { findAsset } from '../../template/assets';
import { unpack } from '../codedeploy/agent/bundle';
import type { CodeLocation } from './function-config';

/** Code on this machine. */
export interface PlacedCode {
  readonly folder: string;
  /** Base64 SHA-256 that tells it from other code. */
  readonly sha256: string;
}

/**
 * The folder that holds a function's code: an asset of the assembly, or inline code written to `index.js`.
 * Throws TemplateError for an asset that the assembly does not hold.
 */
export const placeCode = async (cloud: Cloud, code: CodeLocation, functionName: string): Promise<PlacedCode> => {
  switch (code.kind) {
    case 'inline':
      return { folder: await writeInline(join(cloud.directory, 'functions', functionName), code.source), sha256: sha256(code.source) };
    case 'asset':
      return { folder: assetFolder(cloud, code.bucket, code.key, functionName), sha256: sha256(code.key) };
  }
};

/** A zip unpacked into a folder of its own. Throws AwsError InvalidParameterValueException for what is no sound zip. */
export const placeZip = (cloud: Cloud, zip: Uint8Array, functionName: string): PlacedCode => {
  const hash = sha256(zip);
  const folder = join(cloud.directory, 'functions', `${functionName}-${Buffer.from(hash, 'base64').toString('hex').slice(0, 16)}`);
  try {
    unpack(zip, folder);
  } catch (error) {
    throw new AwsError('InvalidParameterValueException', `Could not unzip uploaded file. ${error instanceof Error ? error.message : ''}`);
  }
  return { folder, sha256: hash };
};

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('base64');

const writeInline = async (folder: string, source: string): Promise<string> => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'index.js'), source);
  return folder;
};

const assetFolder = (cloud: Cloud, bucket: string, key: string, functionName: string): string => {
  const asset = findAsset(cloud, bucket, key);
  if (asset.packaging === 'zip') return asset.path;
  throw new AwsError(
    'InvalidParameterValueException',
    `Function ${functionName}: its code ${asset.path} is one file; name the folder that holds the bundle instead`,
  );
};
