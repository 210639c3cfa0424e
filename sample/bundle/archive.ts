import { zipSync, type Zippable } from 'fflate';

/** One file of an archive. */
export interface ArchiveFile {
  /** With forward slashes, relative to the archive's root. */
  readonly path: string;
  readonly content: Uint8Array;
  /** Whether it may be executed: mode 755, else 644. */
  readonly executable: boolean;
}

/** Marks the entries as made on Unix, so that their mode counts. */
const madeOnUnix = 3;

/** Zip times have no zone: the same local time makes the same bytes everywhere. The earliest that a zip can hold. */
const fixedTime = new Date(1980, 0, 1);

/** A zip of the files, sorted by path; the same files make the same bytes. */
export function archive(files: readonly ArchiveFile[]): Uint8Array {
  const entries: Zippable = {};
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const mode = file.executable ? 0o100755 : 0o100644;
    entries[file.path] = [file.content, { attrs: mode * 0x1_0000, os: madeOnUnix, mtime: fixedTime, level: 6 }];
  }
  return zipSync(entries);
}
