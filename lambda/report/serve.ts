/**
 * How a request for a report is answered: read the address, check its signature, and only then look anything up.
 */
import { badFormat, forbidden, notFound, page, wrongMethod } from './answer';
import type { HttpAnswer, HttpRequest } from './http';
import type { EvidenceReading, ReportFormat, ReportLinks, ReportStore, ReportTarget } from './ports';
import { renderPipeline, renderProblem, renderValidation } from './render';
import { readFormat, readRequest } from './request';
import { shownBuilds } from './view/pipeline-view';

/** What answering needs from outside. */
export interface ReportServer {
  readonly store: ReportStore;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Epoch seconds until which a link is good; `undefined` for one that opens nothing. Compares in constant time. */
  readonly checkLink: (target: ReportTarget, query: { readonly expires: string; readonly signature: string }) => number | undefined;
  /** Makes links that are good until an epoch second. */
  readonly linksUntil: (expires: number) => ReportLinks;
}

/** Answers one request. Throws what the store throws. */
export async function serve(received: HttpRequest, server: ReportServer): Promise<HttpAnswer> {
  const request = readRequest(received);
  if (request.kind === 'wrong-method') return wrongMethod();
  if (request.kind === 'nowhere') return forbidden();
  const expires = server.checkLink(request.target, request);
  if (expires === undefined) return forbidden();
  const format = readFormat(request.format);
  if (format === undefined) return badFormat();
  const links = server.linksUntil(expires);
  return servePage(await pageOf(request.target, format, links, server), format);
}

function pageOf(
  { page: kind, id }: ReportTarget,
  format: ReportFormat,
  links: ReportLinks,
  server: ReportServer,
): Promise<string | undefined> {
  switch (kind) {
    case 'validation':
      return validation(id, format, links, server);
    case 'pipeline':
      return pipeline(id, format, links, server);
    case 'problem':
      return problem(id, format, links, server);
  }
}

function servePage(body: string | undefined, format: ReportFormat): HttpAnswer {
  return body === undefined ? notFound() : page(format, body);
}

async function validation(id: string, format: ReportFormat, links: ReportLinks, { store, now }: ReportServer): Promise<string | undefined> {
  const found = await store.validation(id);
  if (found === undefined) return undefined;
  const evidence: EvidenceReading = found.lastLook === undefined ? { kind: 'none' } : await store.evidence(found.lastLook.evidenceKey);
  return renderValidation({ validation: found, evidence, now }, format, links);
}

async function problem(id: string, format: ReportFormat, links: ReportLinks, { store, now }: ReportServer): Promise<string | undefined> {
  const story = await store.problem(id);
  return story === undefined ? undefined : renderProblem({ story, now }, format, links);
}

/** A pipeline without builds is a page too: nobody can tell it from one that has not run yet. */
async function pipeline(name: string, format: ReportFormat, links: ReportLinks, { store, now }: ReportServer): Promise<string> {
  const builds = await store.builds(name, shownBuilds + 1);
  return renderPipeline({ pipeline: name, builds, now }, format, links);
}
