import type { HttpRequest } from './http';
import { type ReportFormat, reportFormats, type ReportTarget } from './ports';

/** What a request asks for, as far as it can be told without a secret. */
export type ReportRequest =
  | { readonly kind: 'page'; readonly target: ReportTarget; readonly format: string; readonly expires: string; readonly signature: string }
  /** No page has this address. */
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'wrong-method' };

const route = /^(?:\/[^/]+)??\/(validations|pipelines|problems)\/([^/]+)$/;

const pages: Readonly<Record<string, ReportTarget['page']>> = { validations: 'validation', pipelines: 'pipeline', problems: 'problem' };

/** Reads a request. A stage name before the path is passed over. */
export function readRequest({ method, path, query }: HttpRequest): ReportRequest {
  if (method !== 'GET') return { kind: 'wrong-method' };
  const [, folder, name] = route.exec(path) ?? [];
  const id = name === undefined ? undefined : decode(name);
  if (id === undefined) return { kind: 'nowhere' };
  return {
    kind: 'page',
    target: { page: pages[folder ?? ''] ?? 'pipeline', id },
    format: query['format'] ?? 'html',
    expires: query['expires'] ?? '',
    signature: query['signature'] ?? '',
  };
}

/** The format that a request names; `undefined` for one that there is not. */
export function readFormat(name: string): ReportFormat | undefined {
  return reportFormats.find((format) => format === name);
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
