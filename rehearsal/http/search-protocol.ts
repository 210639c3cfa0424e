/** OpenSearch's REST protocol: method, path and query are the request; the domain is named by the Host header. */
import type { AwsError } from '../cloud/aws-error';
import type { HttpReply, Protocol } from './protocol';

/** What a stand-in gets of a request to a domain. */
export interface SearchCall {
  /** Host name, without a port. */
  readonly Host: string;
  readonly Path: string;
  readonly Query: Readonly<Record<string, string>>;
  readonly Body: string;
}

/** What a domain answers; errors of its own are answers too, only refusals of AWS are not. */
export interface SearchAnswer {
  readonly status: number;
  readonly body: object;
}

/** IAM's word for a method: `ESHttpGet`. */
const operationOf = (method: string): string => `ESHttp${method.slice(0, 1)}${method.slice(1).toLowerCase()}`;

export const searchProtocol: Protocol = {
  read({ method, url, headers, body }) {
    const input: SearchCall = {
      Host: (headers.host ?? '').split(':')[0] ?? '',
      Path: decodeURIComponent(url.pathname),
      Query: Object.fromEntries(url.searchParams),
      Body: body.toString('utf8'),
    };
    return { operation: operationOf(method), input };
  },
  write(_operation, output) {
    const { status, body } = output as SearchAnswer;
    return reply(status, body);
  },
  fail: (error: AwsError) => reply(error.status, { Message: error.message }),
};

const reply = (status: number, body: object): HttpReply => ({
  status,
  headers: { 'content-type': 'application/json; charset=UTF-8' },
  body: Buffer.from(JSON.stringify(body)),
});
