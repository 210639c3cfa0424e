import { gunzipSync } from 'node:zlib';
import { bytesOf } from '../../services/body';

/** Makes calls as the operator. */
export type Operator = <Output>(service: string, operation: string, input: object) => Promise<Output>;

interface Page {
  readonly Contents?: readonly { readonly Key: string }[];
  readonly NextContinuationToken?: string;
}

/** Lines in all objects below a prefix. */
export async function countLines(operator: Operator, bucket: string, prefix: string): Promise<number> {
  let count = 0;
  for await (const { lines } of objectsBelow(operator, bucket, prefix)) count += lines.length;
  return count;
}

/** All objects below a prefix, one after the other, unpacked where they are gzipped. */
export async function* objectsBelow(
  operator: Operator,
  Bucket: string,
  Prefix: string,
): AsyncGenerator<{ readonly key: string; readonly lines: readonly string[] }> {
  let ContinuationToken: string | undefined;
  do {
    const input = { Bucket, Prefix, ...(ContinuationToken !== undefined && { ContinuationToken }) };
    const page: Page = await operator<Page>('s3', 'ListObjectsV2', input);
    for (const { Key } of page.Contents ?? []) yield { key: Key, lines: await linesOf(operator, Bucket, Key) };
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
}

async function linesOf(operator: Operator, Bucket: string, Key: string): Promise<readonly string[]> {
  const { Body } = await operator<{ Body: unknown }>('s3', 'GetObject', { Bucket, Key });
  const bytes = await bytesOf(Body);
  const text = Buffer.from(Key.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').filter((line) => line !== '');
}
