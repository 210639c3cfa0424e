import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Artifacts, ObjectAddress } from '../gate/ports/objects';
import { clientOptions } from './client-options';
import { describeError, isTransient } from './sdk-error';

const tooLarge = (size: number | string, maxBytes: number) =>
  ({ kind: 'unreadable', detail: `It has ${size} bytes; at most ${maxBytes} are read.` }) as const;

/** Artifacts of the pipeline, read with the function's own role. */
export class S3Artifacts implements Artifacts {
  constructor(private readonly client: S3Client = new S3Client(clientOptions)) {}

  async read({ bucket, key }: ObjectAddress, maxBytes: number): ReturnType<Artifacts['read']> {
    try {
      const { Body: body, ContentLength: size = 0 } = await this.client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (body === undefined || size > maxBytes) {
        return tooLarge(size, maxBytes);
      }
      const bytes = await body.transformToByteArray();
      return bytes.length > maxBytes ? tooLarge(bytes.length, maxBytes) : { kind: 'found', bytes };
    } catch (error) {
      if (isTransient(error)) {
        throw error;
      }
      return { kind: 'unreadable', detail: `It could not be read: ${describeError(error)}` };
    }
  }
}
