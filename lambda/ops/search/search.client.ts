import { setTimeout as sleep } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { Sha256 } from '@aws-crypto/sha256-js';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { defaultProvider } from '../../aws/credential-provider';
import { OpsError } from '../ops-error';
import type { Search, SearchReply, SearchRequest } from './search';

/** Where the domain is. */
export interface SearchAddress {
  /** Host name of the domain; what requests are signed for. */
  readonly host: string;
  readonly region: string;
  /** Another address that leads there, as AWS_ENDPOINT_URL names one for the SDK: an interface endpoint, a rehearsal. */
  readonly endpoint?: string | undefined;
  /** How long failing requests are repeated. */
  readonly patienceMilliseconds: number;
  /** Milliseconds of a clock that only has to run. */
  readonly elapsed: () => number;
}

/** Service name of OpenSearch Service in signatures. */
const service = 'es';
const longestPause = 15_000;

/** Sends signed requests. A new domain answers 503 until its security plugin is ready, so patience is a part of it. */
export class SignedSearch implements Search {
  private readonly http = new NodeHttpHandler({ connectionTimeout: 3_000, requestTimeout: 20_000, throwOnRequestTimeout: true });
  private readonly signer: SignatureV4;

  constructor(private readonly address: SearchAddress) {
    this.signer = new SignatureV4({ service, region: address.region, credentials: defaultProvider(), sha256: Sha256 });
  }

  async send(request: SearchRequest): Promise<SearchReply> {
    const end = this.address.elapsed() + this.address.patienceMilliseconds;
    for (let pause = 500; ; pause = Math.min(2 * pause, longestPause)) {
      const tried = await this.attempt(request);
      if (tried.kind === 'answered') return tried.reply;
      if (this.address.elapsed() + pause > end)
        throw new OpsError(
          'SearchRefused',
          `${request.method} ${request.path} of ${this.address.host} goes on failing: ${tried.why}.`,
          'Look at the status of the domain in the console, then deploy again.',
        );
      await sleep(pause / 2 + (Math.random() * pause) / 2);
    }
  }

  private async attempt(request: SearchRequest): Promise<Attempt> {
    try {
      const { response } = await this.http.handle(await this.signed(request));
      const reply = { status: response.statusCode, body: parse(await text(Readable.from(response.body))) };
      const again = reply.status >= 500 || reply.status === 429;
      return again
        ? { kind: 'failing', why: `status ${reply.status} ${JSON.stringify(reply.body).slice(0, 300)}` }
        : { kind: 'answered', reply };
    } catch (error) {
      return { kind: 'failing', why: error instanceof Error ? `${error.name} ${error.message}` : String(error) };
    }
  }

  private async signed({ method, path, query = {}, body }: SearchRequest): Promise<HttpRequest> {
    const { protocol, hostname, port } = new URL(this.address.endpoint ?? `https://${this.address.host}`);
    const request = new HttpRequest({
      method,
      protocol,
      hostname,
      ...(port !== '' && { port: Number(port) }),
      path,
      query: { ...query },
      headers: { host: this.address.host, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    request.headers = (await this.signer.sign(request)).headers;
    return request;
  }
}

type Attempt = { readonly kind: 'answered'; readonly reply: SearchReply } | { readonly kind: 'failing'; readonly why: string };

/** Proxies in between answer in HTML. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body === '' ? '{}' : body) as unknown;
  } catch {
    return { text: body.slice(0, 300) };
  }
}
