/** The monspec inside an input artifact: a bare file, or the only `*.json` of a zip. */
import { unzipSync } from 'fflate';
import type { Parsed } from '../../monspec/issue';

/** Largest artifact that is read, in bytes; a monspec has a few thousand. */
export const largestArtifact = 1_048_576;

/** Largest monspec, unpacked, in bytes. */
export const largestMonspec = 262_144;

export interface MonspecFile {
  /** Name for people: the file inside a zip, or the artifact's own. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

const refused = (path: string, received: string, message: string, fix: string): Parsed<never> => ({
  ok: false,
  issues: [{ path, received: received.slice(0, 80), message, fix }],
});

const isMonspecName = (name: string): boolean => name.endsWith('.json') && !name.startsWith('__MACOSX/');

const fromZip = (artifact: string, bytes: Uint8Array): Parsed<MonspecFile> => {
  const sizes = new Map<string, number>();
  const files = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (isMonspecName(name)) {
        sizes.set(name, originalSize);
      }
      return isMonspecName(name) && originalSize <= largestMonspec;
    },
  });
  const [name, ...others] = sizes.keys();
  if (name === undefined || others.length > 0) {
    return refused(
      artifact,
      `${sizes.size} files`,
      'The zip does not hold exactly one *.json.',
      'Put monspec.json alone into it, or upload it unzipped.',
    );
  }
  const content = files[name];
  return content === undefined || content.length > largestMonspec
    ? refused(`${artifact}/${name}`, `${sizes.get(name) ?? 0} bytes`, `A monspec has at most ${largestMonspec} bytes.`, 'Upload a monspec.')
    : { ok: true, value: { name: `${artifact}/${name}`, bytes: content } };
};

/** Takes the monspec out of an artifact. */
export const monspecFileOf = (artifact: string, bytes: Uint8Array): Parsed<MonspecFile> => {
  if (!isZip(bytes)) {
    return bytes.length > largestMonspec
      ? refused(artifact, `${bytes.length} bytes`, `A monspec has at most ${largestMonspec} bytes.`, 'Upload a monspec.')
      : { ok: true, value: { name: artifact, bytes } };
  }
  try {
    return fromZip(artifact, bytes);
  } catch (error) {
    const cause = error instanceof Error ? error.message : 'unknown';
    return refused(artifact, `${bytes.length} bytes`, `The zip cannot be unpacked (${cause}).`, 'Zip monspec.json again.');
  }
};
