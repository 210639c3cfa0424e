/** What the wire protocols of AWS have in common. */
import type { IncomingHttpHeaders } from 'node:http';
import type { AwsError } from '../cloud/aws-error';
import { jsonProtocol } from './json-protocol';
import { lambdaProtocol } from './lambda-protocol';
import { queryProtocol } from './query-protocol';
import { s3Protocol } from './s3-protocol';
import { searchProtocol } from './search-protocol';

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** Decoded: not chunked, not compressed. */
  readonly body: Buffer;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Where it is not the body's: the answer to HEAD. */
  readonly contentLength?: number;
}

export interface Protocol {
  /** Throws AwsError where the request makes no sense. */
  read(request: HttpRequest, service: string): { readonly operation: string; readonly input: unknown };
  write(operation: string, output: unknown, requestId: string): HttpReply;
  fail(error: AwsError, requestId: string): HttpReply;
}

/** The protocol of a request. */
export const protocolFor = (service: string | undefined, headers: IncomingHttpHeaders): Protocol => {
  if (headers['x-amz-target'] !== undefined) return jsonProtocol(headers['content-type']);
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return queryProtocol;
  if (service === 'es') return searchProtocol;
  if (service === 'lambda') return lambdaProtocol;
  return service === 's3' ? s3Protocol : jsonProtocol(headers['content-type']);
};
