import type { OutgoingHttpHeaders } from 'node:http';

/** What a route answers. */
export interface Reply {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

/** Sent with every reply: nothing is cached, guessed, framed or loaded from elsewhere. */
const commonHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** A JSON reply that is harmless even where something takes it for HTML: `<`, `>` and `&` are written as `\uXXXX`. */
export function json(status: number, value: Readonly<Record<string, unknown>>): Reply {
  const body = JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, toUnicodeEscape);
  return {
    status,
    headers: { ...commonHeaders, 'content-type': 'application/json; charset=utf-8', 'content-security-policy': "default-src 'none'" },
    body,
  };
}

/** An HTML reply; `styleHash` is the base64 SHA-256 of its only style sheet. */
export function html(status: number, body: string, styleHash: string): Reply {
  const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return { status, headers: { ...commonHeaders, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }, body };
}

/** Text made safe for HTML, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function toUnicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
