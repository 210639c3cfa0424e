/** The address of a source, checked before anything is sent to it. */
import { SourceError } from '../source-error';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

const parse = (name: string, text: string, example: string): URL => {
  try {
    return new URL(text);
  } catch (error) {
    throw new SourceError('BadUrl', `The address of ${name} is not a URL.`, `Write for example ${example}.`, { cause: error });
  }
};

const problemOf = (url: URL, secure: boolean): string | undefined => {
  if (url.username !== '' || url.password !== '') {
    return 'must not hold a user name or a password';
  }
  if (url.search !== '' || url.hash !== '') {
    return 'must end with its path';
  }
  const plain = url.protocol === 'http:' && (!secure || loopback.has(url.hostname));
  return url.protocol === 'https:' || plain
    ? undefined
    : `must begin with https://, since ${secure ? 'a secret is sent to it' : 'nothing else is spoken'}`;
};

/**
 * Checks an address: https (with `secure: false` also http), no credentials, no query. Loopback may always be http.
 * The result ends without a slash. Throws `BadUrl`.
 */
export const addressOf = (name: string, text: string, example: string, secure: boolean): string => {
  const url = parse(name, text.trim(), example);
  const problem = problemOf(url, secure);
  if (problem !== undefined) {
    throw new SourceError(
      'BadUrl',
      `The address of ${name} (${url.origin === 'null' ? url.protocol : url.origin}) ${problem}.`,
      `Write for example ${example}.`,
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
};
