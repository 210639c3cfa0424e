/** Reads the body of an S3 object, whichever of the SDK's forms it has. */
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { AwsError } from '../cloud/aws-error';

const hasBytes = (body: object): body is { transformToByteArray(): Promise<Uint8Array> } => 'transformToByteArray' in body;

/** The bytes of a body. Throws AwsError InternalError for a form that no stand-in gives. */
export const bytesOf = async (body: unknown): Promise<Uint8Array> => {
  if (body === undefined || body === null) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string') return Buffer.from(body);
  if (typeof body === 'object' && hasBytes(body)) return body.transformToByteArray();
  if (body instanceof Readable) return buffer(body);
  throw new AwsError('InternalError', `An object body of type ${typeof body} cannot be read.`, 500);
};
