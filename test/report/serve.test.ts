import { reportLink, verifyLink } from '../../lambda/aws/report-links';
import type { HttpRequest } from '../../lambda/report/http';
import type { ReportStore } from '../../lambda/report/ports';
import { serve } from '../../lambda/report/serve';
import { request, secret, signed } from './support/event';
import { dawn, story } from './support/samples';

const now = dawn + 86_400_000;
const expires = Math.floor(now / 1000) + 3600;
const builds = story();
const { validation, evidence } = builds[0]!;
const target = { page: 'validation', id: validation.validationId } as const;
const pipeline = { page: 'pipeline', id: 'unbreakable-pipeline' } as const;
const base = 'https://report.example';

/** Answers a request from a store that notes what was read. */
async function answer(event: HttpRequest) {
  const reads: string[] = [];
  const store: ReportStore = {
    validation: async (id) => (reads.push(id), builds.find((build) => build.validation.validationId === id)?.validation),
    builds: async (name) => (reads.push(name), name === pipeline.id ? builds.map((build) => build.validation) : []),
    problem: async (id) => (reads.push(id), undefined),
    evidence: async (key) => (reads.push(key), { kind: 'found', evidence }),
  };
  const result = await serve(event, {
    store,
    now,
    checkLink: (wanted, query) => {
      const check = verifyLink(secret, wanted, query, now);
      return check.kind === 'good' ? check.expires : undefined;
    },
    linksUntil: (until) => (wanted, format) =>
      `${reportLink(base, secret, wanted, until)}${format === undefined ? '' : `&format=${format}`}`,
  });
  return { ...result, reads };
}

test('shows a validation with its evidence', async () => {
  const { statusCode, body, headers, reads } = await answer(signed(target, expires));
  expect(statusCode).toBe(200);
  expect(body).toContain('Build 3 was deployed again and serves now.');
  expect(reads).toEqual([validation.validationId, validation.lastLook!.evidenceKey]);
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, no-store',
  });
});

test('shows a pipeline, and one that never ran', async () => {
  expect((await answer(signed(pipeline, expires))).body).toContain('7 validations: 5 approved, 2 rejected.');
  const empty = await answer(signed({ page: 'pipeline', id: 'never-ran' }, expires));
  expect([empty.statusCode, empty.body.includes('No build has come to a gate')]).toEqual([200, true]);
});

test.each([
  ['json', 'application/json; charset=utf-8', '{'],
  ['markdown', 'text/markdown; charset=utf-8', '# Build 4 in Production: ✗ Rejected'],
  ['html', 'text/html; charset=utf-8', '<!doctype html>'],
])('answers in %s', async (format, type, start) => {
  const { statusCode, body, headers } = await answer(signed(target, expires, { format }));
  expect([statusCode, headers['content-type'], body.startsWith(start)]).toEqual([200, type, true]);
});

const good = signed(target, expires).query as Record<string, string>;
const path = `/validations/${encodeURIComponent(target.id)}`;

test.each<[string, HttpRequest]>([
  ['no signature', request(path, { expires: String(expires) })],
  ['no query', request(path)],
  ['another signature', request(path, { ...good, signature: 'ab'.repeat(32) })],
  ['a short signature', request(path, { ...good, signature: 'ab' })],
  ['an upper-case signature', request(path, { ...good, signature: good['signature']!.toUpperCase() })],
  ['a signature twice', request(path, { ...good, signature: `${good['signature']},${good['signature']}` })],
  ['a later end', request(path, { ...good, expires: String(expires + 1) })],
  ['an end that is no number', request(path, { ...good, expires: '1e12' })],
  ['an end that is over', signed(target, Math.floor(now / 1000))],
  ['the signature of another page', request('/validations/other', good)],
  ['the signature of a validation for a pipeline', request(`/pipelines/${encodeURIComponent(target.id)}`, good)],
  ['a page that there is not', request('/secrets', good)],
  ['a path that cannot be decoded', request('/validations/%E0%A4%A', good)],
  ['an unknown format without a signature', request(path, { format: 'exe' })],
])('reads nothing and tells nothing for %s', async (_, event) => {
  const { statusCode, body, headers, reads } = await answer(event);
  const plain = await answer(request('/'));
  expect({ statusCode, body, headers, reads }).toEqual({ statusCode: 403, body: plain.body, headers: plain.headers, reads: [] });
});

test.each<[string, HttpRequest, number]>([
  ['an unknown validation', signed({ page: 'validation', id: 'gone' }, expires), 404],
  ['an unknown format', signed(target, expires, { format: 'exe' }), 400],
  ['another method', request(path, good, 'POST'), 405],
])('answers %s with its own status, a page and all headers', async (_, event, status) => {
  const { statusCode, body, headers } = await answer(event);
  expect([statusCode, body.startsWith('<!doctype html>')]).toEqual([status, true]);
  expect(headers).toHaveProperty('content-security-policy');
});

test('every link on a page opens, until the page itself expires', async () => {
  for (const wanted of [target, pipeline]) {
    const { body } = await answer(signed(wanted, expires));
    const links = [...body.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => new URL(href.replaceAll('&amp;', '&')));
    expect(links.length).toBeGreaterThanOrEqual(3);
    for (const { origin, pathname, searchParams } of links) {
      expect([origin, searchParams.get('expires')]).toEqual([base, String(expires)]);
      expect((await answer(request(pathname, Object.fromEntries(searchParams)))).statusCode).toBe(200);
    }
  }
});

test('opens where a stage or a gateway that decodes paths stands before it', async () => {
  expect((await answer(request(`/prod${path}`, good))).statusCode).toBe(200);
  expect((await answer(request(`/validations/${target.id}`, good))).statusCode).toBe(200);
});
