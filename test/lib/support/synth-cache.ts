/** Jest's global setup and teardown: a folder for the templates of one run, named to the workers by a variable. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Names the folder. */
export const cacheVariable = 'UNBREAKABLE_TEST_TEMPLATES';

/** Makes the folder; workers start afterwards and inherit the variable. */
export const openCache = (): void => {
  process.env[cacheVariable] = mkdtempSync(join(tmpdir(), 'unbreakable-templates-'));
};

/** Removes the folder with all it holds. */
export const closeCache = (): void => {
  const folder = process.env[cacheVariable];
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
};
