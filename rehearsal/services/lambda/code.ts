import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { findAsset } from '../../template/assets';
import type { CodeLocation } from './function-config';

/**
 * The folder that holds a function's code: an asset of the assembly, or inline code written to `index.js`.
 * Throws TemplateError for an asset that the assembly does not hold.
 */
export const placeCode = async (cloud: Cloud, code: CodeLocation, functionName: string): Promise<string> => {
  switch (code.kind) {
    case 'inline':
      return writeInline(join(cloud.directory, 'functions', functionName), code.source);
    case 'asset':
      return assetFolder(cloud, code.bucket, code.key, functionName);
  }
};

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
