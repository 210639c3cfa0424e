import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { identify, type BuildIdentity } from '../deploy/build-identity';
import type { Build } from '../deploy/job';
import { GateError } from '../gate/gate-error';
import { clientOptions } from './client-options';

/** Reads which build lies in S3, with the function's own role. Throws as the SDK does, and `BadBuild` for one without content. */
export const identityInS3 =
  (client: S3Client = new S3Client(clientOptions)) =>
  async ({ bucket, key }: Build): Promise<BuildIdentity> => {
    const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (body === undefined) {
      throw new GateError('BadBuild', `The build s3://${bucket}/${key} has no content.`, 'Release it again.');
    }
    return identify(chunksOf(body.transformToWebStream()));
  };

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
