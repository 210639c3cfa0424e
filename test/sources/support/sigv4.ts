/** Checks a signature of AWS (version 4) over a posted body, written from AWS's description of it. */
import { createHash, createHmac } from 'node:crypto';
import type { Received } from './stand-in';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

const canonicalRequest = ({ method, path, headers, body }: Received, signed: string): string => {
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  return [method, path, '', lines.join(''), signed, sha256(body)].join('\n');
};

/** Whether a request without a query is signed with the secret; host, date and body hash must be covered. */
export const isSigned = (request: Received, accessKey: string, secret: string): boolean => {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([\w-]+)\/(\w+)\/aws4_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/;
  const [, id, day = '', region = '', service = '', signed = '', signature] = pattern.exec(request.headers.authorization ?? '') ?? [];
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', String(request.headers['x-amz-date']), scope, sha256(canonicalRequest(request, signed))].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${secret}`);
  const covered = ['host', 'x-amz-date', 'x-amz-content-sha256'].every((name) => signed.split(';').includes(name));
  return id === accessKey && service === 'aps' && region !== '' && covered && hmac(key, toSign).toString('hex') === signature;
};
