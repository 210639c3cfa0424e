import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ArchiveFile } from './archive';

/** The files that CodeDeploy needs beside the program: appspec, unit, log rotation, hooks and what the hooks share. */
export async function readDeployFiles(sampleDir: string, program: 'app' | 'load'): Promise<readonly ArchiveFile[]> {
  const folder = join(sampleDir, 'deploy', program);
  const shared = await readFile(join(sampleDir, 'deploy', 'common', 'settings.sh'));
  const own = await Promise.all((await listFiles(folder)).map(async (path) => readOne(folder, path)));
  return [...own, { path: 'scripts/settings.sh', content: shared, executable: false }];
}

async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** Hooks are executable whatever the checkout made of their mode. */
async function readOne(folder: string, path: string): Promise<ArchiveFile> {
  return { path: path.split(sep).join('/'), content: await readFile(join(folder, path)), executable: path.endsWith('.sh') };
}
