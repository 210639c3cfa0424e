import { type Message, messagePage } from './html/message-page';
import { styleHash } from './html/style';
import type { HttpAnswer } from './http';
import type { ReportFormat } from './ports';

/** What a page may load and do: its own style sheet, and nothing else. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src '${styleHash}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  // The address is the key: it must not travel to other sites, nor stay in shared caches or search engines.
  'referrer-policy': 'no-referrer',
  'cache-control': 'private, no-store',
  'x-robots-tag': 'noindex, nofollow',
  'strict-transport-security': 'max-age=31536000',
};

const types: Readonly<Record<ReportFormat, string>> = {
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  markdown: 'text/markdown; charset=utf-8',
};

/** A page of the report. */
export function page(format: ReportFormat, body: string): HttpAnswer {
  return { statusCode: 200, headers: { ...headers, 'content-type': types[format] }, body };
}

function refusal(statusCode: number, message: Message): HttpAnswer {
  return { statusCode, headers: { ...headers, 'content-type': types.html }, body: messagePage(message) };
}

/** One answer for every address that opens nothing, so that it does not tell what there is. */
export function forbidden(): HttpAnswer {
  return refusal(403, {
    heading: 'This link does not open a report',
    text: 'It has expired, is incomplete, or was changed on its way.',
    fix: 'Copy the whole address from the notification again, or print a new link with “unbreakable link”.',
  });
}

/** A good link to something that is not there any more. */
export function notFound(): HttpAnswer {
  return refusal(404, {
    heading: 'No such validation',
    text: 'The link is good, but there is no record behind it. Records expire after the time that the stack sets.',
    fix: 'Look at the page of the pipeline for the builds that are still kept.',
  });
}

export function badFormat(): HttpAnswer {
  return refusal(400, {
    heading: 'Unknown format',
    text: 'The report comes as html, json or markdown.',
    fix: 'Set “format” in the address to one of these, or leave it out.',
  });
}

export function wrongMethod(): HttpAnswer {
  const answer = refusal(405, {
    heading: 'Reports are read-only',
    text: 'Only GET is answered here.',
    fix: 'Open the address in a browser.',
  });
  return { ...answer, headers: { ...answer.headers, allow: 'GET' } };
}

/** `reference` finds the error in the function's log. */
export function broken(reference: string): HttpAnswer {
  return refusal(500, {
    heading: 'The report cannot be shown right now',
    text: 'Something went wrong while it was put together. The decision itself is not affected.',
    fix: `Try again in a minute. If it stays, look for ${reference} in the log of the report function.`,
  });
}
