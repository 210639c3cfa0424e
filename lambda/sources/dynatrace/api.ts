/** Dynatrace's API v2 over HTTP: parsed answers, page after page. */
import type * as v from 'valibot';
import { addressOf } from '../http/address';
import { Endpoint } from '../http/endpoint';
import { failure } from '../http/failure';
import { ask, type Got, type Session } from '../http/session';
import { SourceError } from '../source-error';
import { errorText } from './answers';
import type { DynatraceConfig } from './config';

/** Most pages that are followed; more mean that the cursor leads nowhere. */
export const maxPages = 50;

/** Calls at once: each holds at most ten metrics, so that a large monspec takes dozens. */
const concurrency = 24;

const example = 'https://abc12345.live.dynatrace.com';

/** Of a SaaS environment, only the host with `live` has the API; people copy the one with `apps` from their browser. */
const apiAddress = (url: string): string => {
  const address = addressOf('Dynatrace', url, example, true);
  if (/\.apps\.dynatrace\.com$/i.test(new URL(address).hostname))
    throw new SourceError(
      'BadUrl',
      `The address of Dynatrace (${address}) is that of its web pages.`,
      `The API of this environment is at ${address.replace('.apps.', '.live.')}.`,
    );
  return address;
};

/** The API of an environment; throws `BadUrl`. */
export const dynatraceEndpoint = ({ url, token, limits, pace }: DynatraceConfig): Endpoint =>
  new Endpoint({
    name: 'Dynatrace',
    address: apiAddress(url),
    authorise: async () => ({ authorization: `Api-Token ${await token()}` }),
    errorText,
    limits: { concurrency, ...limits },
    ...(pace === undefined ? {} : { pace }),
  });

/** The path of a resource of the API v2 with its parameters, percent-encoded. */
export const pathOf = (resource: string, parameters: Readonly<Record<string, string>>): string =>
  `/api/v2/${resource}?${Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')}`;

/** Reads and parses one answer. */
export const get = async <Schema extends v.GenericSchema>(
  session: Session,
  path: string,
  schema: Schema,
): Promise<Got<v.InferOutput<Schema>>> => ask(session, { method: 'GET', path }, schema);

interface Page {
  readonly nextPageKey?: string | null | undefined;
}

/** Reads page after page; a cursor excludes every other parameter. `enough` may end it early. */
export const getPages = async <Value extends Page>(
  session: Session,
  resource: string,
  parameters: Readonly<Record<string, string>>,
  schema: v.GenericSchema<unknown, Value>,
  enough: (pages: readonly Value[]) => boolean = () => false,
): Promise<Got<readonly Value[]>> => {
  const pages: Value[] = [];
  let path = pathOf(resource, parameters);
  while (pages.length < maxPages) {
    const page = await get(session, path, schema);
    if (!page.ok) {
      return page;
    }
    pages.push(page.value);
    if (!page.value.nextPageKey || enough(pages)) {
      return { ok: true, value: pages };
    }
    path = pathOf(resource, { nextPageKey: page.value.nextPageKey });
  }
  return { ok: false, failure: failure('partial', `the list of ${resource} did not end after ${maxPages} pages`) };
};
