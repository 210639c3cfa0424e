/** How a call is let in. */
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Call } from '../http/endpoint';
import type { PrometheusAuth } from './config';

type Headers = Readonly<Record<string, string>>;
type SigV4 = Extract<PrometheusAuth, { kind: 'sigv4' }>;

/** Service name of Amazon Managed Service for Prometheus in signatures. */
const service = 'aps';

const signed = async ({ region, credentials }: SigV4, { method, path, body }: Call, address: string): Promise<Headers> => {
  const { protocol, hostname, port, pathname, host } = new URL(`${address}${path}`);
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const { headers } = await signer.sign({
    method,
    protocol,
    hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    path: pathname,
    query: {},
    headers: { host, ...(body === undefined ? {} : { 'content-type': body.type }) },
    ...(body === undefined ? {} : { body: body.text }),
  });
  const { host: _, ...others } = headers;
  return others;
};

/** The headers that let a call in. Every call posts a form, so that signatures cover no query. */
export const authorise = async (auth: PrometheusAuth, call: Call, address: string): Promise<Headers> => {
  switch (auth.kind) {
    case 'none':
      return {};
    case 'bearer':
      return { authorization: `Bearer ${await auth.token()}` };
    case 'basic':
      return { authorization: `Basic ${Buffer.from(`${auth.username}:${await auth.password()}`).toString('base64')}` };
    case 'sigv4':
      return signed(auth, call, address);
  }
};
