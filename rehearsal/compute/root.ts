/** The folder that stands for the file system of an instance. */
import { existsSync } from 'node:fs';
import { isAbsolute, join, normalize, sep } from 'node:path';
import { ComputeError } from './compute-error';

/** Where an absolute path of the instance lies on this machine. Throws ComputeError for a path that is not absolute. */
export const inRoot = (root: string, path: string): string => {
  if (!isAbsolute(path)) {
    throw new ComputeError('OutsideRoot', `The path ${path} is not absolute.`, 'Begin it with /.');
  }
  return join(root, normalize(path));
};

/** A path as it is meant on this machine: that under the root where it exists there, otherwise unchanged. */
export const translated = (root: string, path: string): string => {
  if (!isAbsolute(path) || isInside(root, path)) return path;
  const local = inRoot(root, path);
  return existsSync(local) ? local : path;
};

/** Whether a path is the folder itself or lies in it. Pure. */
export const isInside = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
