/** Reads the body of an answer, as far as it may. */
import { failure, type Failure } from './failure';

/** A body, or why it is of no use. `again` is set where another attempt may bring a whole one. */
export type Body =
  | { readonly kind: 'json'; readonly value: unknown; readonly bytes: number }
  | { readonly kind: 'text'; readonly text: string; readonly bytes: number }
  | { readonly kind: 'unusable'; readonly failure: Failure; readonly bytes: number; readonly again: boolean };

const mebibyte = 1024 * 1024;

const tooLarge = (name: string, maxBytes: number, bytes: number): Body => ({
  kind: 'unusable',
  bytes,
  again: false,
  failure: failure(
    'bad-query',
    `${name} answered with more than ${maxBytes / mebibyte} MiB; narrow the tags or labels, or ask for a shorter window`,
  ),
});

const brokenOff = (name: string, bytes: number): Body => ({
  kind: 'unusable',
  bytes,
  again: true,
  failure: failure('partial', `the answer of ${name} broke off after ${bytes} bytes`),
});

const asJson = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

const understand = (name: string, text: string, bytes: number): Body => {
  const json = asJson(text);
  if (json !== undefined) {
    return { kind: 'json', value: json.value, bytes };
  }
  return /^\s*[[{]/.test(text) ? brokenOff(name, bytes) : { kind: 'text', text, bytes };
};

/** Reads an answer of at most `maxBytes`; the rest of a larger one is not fetched. */
export const readBody = async (name: string, response: Response, maxBytes: number): Promise<Body> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) {
        return tooLarge(name, maxBytes, bytes);
      }
      chunks.push(chunk);
    }
  } catch {
    return brokenOff(name, bytes);
  }
  return understand(name, Buffer.concat(chunks).toString('utf8'), bytes);
};
