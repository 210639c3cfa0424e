import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';

/** A new folder for one test file; `remove` it when done. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'unbreakable-sample-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** One entry of a zip, with its Unix mode. */
export interface ZipEntry {
  readonly text: string;
  readonly mode: number;
}

/** Reads a zip: contents by fflate, modes from the central directory. */
export async function readZip(file: string): Promise<Readonly<Record<string, ZipEntry>>> {
  const bytes = await readFile(file);
  const modes = readModes(bytes);
  return Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([path, content]) => [
      path,
      { text: Buffer.from(content).toString('utf8'), mode: modes.get(path) ?? 0 },
    ]),
  );
}

/** Unpacks a zip as the CodeDeploy agent does: with the modes that it holds. */
export async function unzipTo(file: string, folder: string): Promise<void> {
  for (const [path, { text, mode }] of Object.entries(await readZip(file))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: mode & 0o777 });
  }
}

/** Central directory headers begin with PK\1\2: external attributes at 38, name length at 28, name at 46. */
function readModes(bytes: Buffer): Map<string, number> {
  const modes = new Map<string, number>();
  const signature = Buffer.from([0x50, 0x4b, 1, 2]);
  for (let at = bytes.indexOf(signature); at !== -1; at = bytes.indexOf(signature, at + 46)) {
    const name = bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    modes.set(name, bytes.readUInt32LE(at + 38) >>> 16);
  }
  return modes;
}
