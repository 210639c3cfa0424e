/** Bundles changed as a person might have broken them. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

type Files = Record<string, Uint8Array>;

/** Changes the files of a zip. Scripts stay executable. */
export const rezip = (zip: Uint8Array, change: (files: Files) => void): Uint8Array => {
  const files: Files = unzipSync(zip);
  change(files);
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, bytes]) => [
        name,
        [bytes, { os: 3, attrs: (name.endsWith('.sh') ? 0o100755 : 0o100644) * 65_536 }],
      ]),
    ),
  );
};

/** Replaces text in one file of a zip. */
export const replaceIn = (zip: Uint8Array, name: string, replace: (text: string) => string): Uint8Array =>
  rezip(zip, (files) => {
    files[name] = strToU8(replace(strFromU8(files[name] ?? new Uint8Array())));
  });
