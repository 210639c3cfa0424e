/** Reads what is appended to a file, line by line. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Read at most so much at once, bytes. */
const chunk = 1 << 20;

export class Tail {
  private offset = 0;
  private rest: Buffer = Buffer.alloc(0);

  constructor(private readonly file: string) {}

  /** Complete lines that have come since the last call; empty where the file does not exist yet. */
  read(): string[] {
    const bytes = Buffer.concat([this.rest, this.fresh()]);
    const end = bytes.lastIndexOf(0x0a);
    this.rest = bytes.subarray(end + 1);
    return end < 0
      ? []
      : bytes
          .subarray(0, end)
          .toString('utf8')
          .split('\n')
          .filter((line) => line !== '');
  }

  private fresh(): Buffer {
    const descriptor = open(this.file);
    if (descriptor === undefined) return Buffer.alloc(0);
    try {
      const { size } = fstatSync(descriptor);
      if (size < this.offset) this.restart();
      const buffer = Buffer.alloc(Math.min(chunk, size - this.offset));
      const count = readSync(descriptor, buffer, 0, buffer.length, this.offset);
      this.offset += count;
      return buffer.subarray(0, count);
    } finally {
      closeSync(descriptor);
    }
  }

  /** The file was truncated, as log rotation does. */
  private restart(): void {
    this.offset = 0;
    this.rest = Buffer.alloc(0);
  }
}

const open = (file: string): number | undefined => {
  try {
    return openSync(file, 'r');
  } catch {
    return undefined;
  }
};
