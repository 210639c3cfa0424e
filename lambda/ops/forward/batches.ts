/** Limits of PutRecordBatch: records and bytes in one call. */
const mostRecords = 500;
const mostBytes = 4 * 1024 * 1024;

/** Splits records into calls, in order. Pure. */
export function batches(records: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = [];
  let bytes = 0;
  for (const record of records) {
    const size = Buffer.byteLength(record);
    const last = found.at(-1);
    if (last === undefined || last.length >= mostRecords || bytes + size > mostBytes) {
      found.push([record]);
      bytes = size;
    } else {
      last.push(record);
      bytes += size;
    }
  }
  return found;
}
