/** A bucket in memory that answers after a fixed time, and counts what it was asked. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { S3Client } from '@aws-sdk/client-s3';

/** List prices of most regions, in dollars a request. */
const [dollarsPerRead, dollarsPerWrite] = [0.4e-6, 5e-6];

export interface Bucket {
  readonly client: S3Client;
  readonly reads: () => number;
  readonly writes: () => number;
  readonly dollars: () => number;
  readonly stop: () => void;
}

/** Starts one. @param delay milliseconds before each answer. */
export async function startBucket(delay: number): Promise<Bucket> {
  const objects = new Map<string, Buffer>();
  let [reads, writes] = [0, 0];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    const path = request.url?.split('?')[0] ?? '';
    const answer = async (): Promise<void> => {
      await wait(delay);
      if (request.method === 'PUT') {
        writes += 1;
        objects.set(path, Buffer.concat(chunks));
        response.writeHead(200).end();
        return;
      }
      reads += 1;
      const found = objects.get(path);
      response.writeHead(found === undefined ? 404 : 200).end(found ?? '<Error><Code>NoSuchKey</Code></Error>');
    };
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void answer());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  });
  return {
    client,
    reads: () => reads,
    writes: () => writes,
    dollars: () => reads * dollarsPerRead + writes * dollarsPerWrite,
    stop: () => {
      client.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}
