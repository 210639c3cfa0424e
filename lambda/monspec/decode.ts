/** Bytes → text: UTF-8 and nothing else, at most 256 KiB. */
import type { Parsed } from './issue';
import { issueAt } from './text/issues';

/** Largest monspec that is read. The original's sample has 6 KB. */
export const maxBytes = 256 * 1024;

const fail = (what: string, message: string, fix: string): Parsed<string> => ({ ok: false, issues: [issueAt([], what, message, fix)] });

const beginsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean => start.every((byte, index) => bytes[index] === byte);

const describe = (bytes: Uint8Array): string => {
  if (beginsWith(bytes, 0xff, 0xfe) || beginsWith(bytes, 0xfe, 0xff)) {
    return 'UTF-16 text';
  }
  return beginsWith(bytes, 0x50, 0x4b) ? 'a zip archive' : 'bytes that are not UTF-8';
};

/** Decodes a monspec. A byte order mark is tolerated. */
export const decode = (input: Uint8Array | string): Parsed<string> => {
  const bytes = typeof input === 'string' ? input.length : input.byteLength;
  if (bytes > maxBytes) {
    return fail(
      `${bytes} bytes`,
      `A monspec has at most ${maxBytes} bytes.`,
      'Check that this file is a monspec, and split it by service.',
    );
  }
  if (typeof input === 'string') {
    return { ok: true, value: input.replace(/^\uFEFF/, '') };
  }
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(input) };
  } catch {
    return fail(describe(input), 'A monspec is UTF-8 text.', 'Save the file as UTF-8 JSON and upload it as it is, not zipped.');
  }
};
