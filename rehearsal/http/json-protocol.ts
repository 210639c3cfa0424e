/** AWS JSON 1.0 and 1.1: the operation in X-Amz-Target, times as epoch seconds, bytes as base64. */
import { AwsError } from '../cloud/aws-error';
import type { Protocol } from './protocol';

export const jsonProtocol = (contentType = 'application/x-amz-json-1.1'): Protocol => ({
  read({ headers, body }) {
    const operation = headers['x-amz-target']?.toString().split('.').at(-1);
    if (!operation) throw new AwsError('UnknownOperationException', 'The request names no operation.');
    return { operation, input: parseBody(body) };
  },
  write: (_operation, output) => reply(200, contentType, output ?? {}),
  fail: (error) => ({
    ...reply(error.status, contentType, { __type: error.code, message: error.message }),
    headers: { 'content-type': contentType, 'x-amzn-errortype': error.code },
  }),
});

const parseBody = (body: Buffer): unknown => {
  if (body.byteLength === 0) return {};
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw new AwsError('SerializationException', 'The body is not valid JSON.');
  }
};

const reply = (status: number, contentType: string, value: unknown) => ({
  status,
  headers: { 'content-type': contentType },
  body: Buffer.from(JSON.stringify(toWire(value))),
});

/** Dates, bytes and numbers that JSON lacks (`"NaN"`) as the JSON protocols write them. */
const toWire = (value: unknown): unknown => {
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return value.map(toWire);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toWire(member)]));
};
