import type { IncomingMessage } from 'node:http';

/** A request as it came in. */
export interface Incoming {
  readonly method: string;
  /** Percent-decoded, as HTTP APIs hand it on. */
  readonly path: string;
  readonly rawQuery: string;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly protocol: string;
}

/** HTTP APIs take bodies up to 10 MB. */
const bodyLimit = 10 * 1024 * 1024;

/** Why a request cannot be read, with the status that tells it. */
export interface Unreadable {
  readonly status: 400 | 413;
}

const headersOf = (raw: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const headers = new Map<string, string[]>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), raw[index + 1] ?? '']);
  }
  return headers;
};

const decoded = (path: string): string | undefined => {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
};

const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size <= bodyLimit) chunks.push(chunk);
  }
  return size > bodyLimit ? undefined : Buffer.concat(chunks);
};

/** Reads a request to its end; what is over the limit is read and dropped, so that the client gets its answer. */
export const readIncoming = async (request: IncomingMessage): Promise<Incoming | Unreadable> => {
  const [target = '/', ...query] = (request.url ?? '/').split('?');
  const body = await readBody(request);
  const path = decoded(target);
  if (body === undefined) return { status: 413 };
  if (path === undefined) return { status: 400 };
  return {
    method: request.method ?? 'GET',
    path,
    rawQuery: query.join('?'),
    headers: headersOf(request.rawHeaders),
    body,
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    protocol: `HTTP/${request.httpVersion}`,
  };
};
