/** Permissions that a zip file made on Unix keeps in its central directory, which unzip libraries leave out. Pure. */

const endOfDirectory = 0x06054b50;
const entrySignature = 0x02014b50;
/** Longest comment behind the end record, bytes. */
const longestComment = 65_535;
const unix = 3;

/** File mode by name, for entries that a Unix system wrote. Empty where no directory is found. */
export const unixModes = (zip: Uint8Array): ReadonlyMap<string, number> => {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = findEnd(view);
  const modes = new Map<string, number>();
  if (end < 0) return modes;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let entry = 0; entry < count && isEntry(view, at); entry += 1) {
    const nameLength = view.getUint16(at + 28, true);
    const mode = (view.getUint32(at + 38, true) >>> 16) & 0o777;
    const name = Buffer.from(zip.subarray(at + 46, at + 46 + nameLength)).toString('utf8');
    if (view.getUint8(at + 5) === unix && mode !== 0) modes.set(name, mode);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return modes;
};

const isEntry = (view: DataView, at: number): boolean => at + 46 <= view.byteLength && view.getUint32(at, true) === entrySignature;

const findEnd = (view: DataView): number => {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - longestComment); at -= 1) {
    if (view.getUint32(at, true) === endOfDirectory) return at;
  }
  return -1;
};
