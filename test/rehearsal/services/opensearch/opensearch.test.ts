import type { SearchAnswer } from '../../../../rehearsal/http/search-protocol';
import type { Principal } from '../../../../rehearsal/cloud/service';
import { misfit } from '../../../../rehearsal/services/opensearch/mapping-check';
import { indexTemplate, lifecyclePolicy } from '../../../../lambda/ops/search/bodies';
import { domainProperties, logCloud, master } from '../../support/log-cloud';
import { operator, role } from '../../support/fake-cloud';

const masterRole: Principal = { kind: 'role', arn: master };
const stranger: Principal = { kind: 'role', arn: 'arn:aws:iam::123456789012:role/stranger' };

let world: Awaited<ReturnType<typeof logCloud>>;
beforeEach(async () => (world = await logCloud()));
afterEach(() => world.cloud.stop());

const send = (method: 'Get' | 'Put' | 'Post' | 'Delete', Path: string, caller: Principal, body?: unknown, Query = {}) =>
  world.cloud.call<SearchAnswer>(
    'es',
    `ESHttp${method}`,
    { Host: world.Host, Path, Query, Body: typeof body === 'string' ? body : JSON.stringify(body ?? '') },
    caller,
  );
const bulk = (lines: readonly unknown[], caller: Principal = role) =>
  send('Post', '/_bulk', caller, lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''));

const index = (id: string, name = 'unbreakable-logs-2026-11-20') => ({ index: { _index: name, _id: id } });
const good = { time: '2026-11-20T09:00:00Z', message: 'm' };

test('each item of a bulk request is answered by itself', async () => {
  const { status, body } = await bulk([index('1'), good, index('2'), { time: 'never' }, index('3'), 'no json', index('1'), good]);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    errors: true,
    items: [
      { index: { status: 201, result: 'created' } },
      { index: { status: 400, error: { type: 'mapper_parsing_exception' } } },
      { index: { status: 400, error: { reason: expect.stringContaining('failed to parse') as string } } },
      { index: { status: 200, result: 'updated' } },
    ],
  });
  expect((await send('Get', '/unbreakable-logs-*/_count', operator)).body).toEqual({ count: 1 });
});

test.each([
  ['without a line end', `${JSON.stringify(index('1'))}\n${JSON.stringify(good)}`],
  ['with an action that there is not', '{"upsert":{"_index":"x"}}\n{}\n'],
  ['with a document missing', `${JSON.stringify(index('1'))}\n`],
  ['empty', '\n'],
])('a bulk request %s is refused whole', async (_, body) => {
  expect((await send('Post', '/_bulk', role, body)).status).toBe(400);
});

test('a writer writes to the indices of logs only, a stranger nowhere', async () => {
  expect((await bulk([index('1', 'secrets'), good])).body).toMatchObject({ items: [{ index: { status: 403 } }] });
  expect(await bulk([index('1'), good], stranger)).toMatchObject({ status: 403, body: { error: { type: 'security_exception' } } });
  expect((await send('Put', '/_plugins/_security/api/roles/mine', role, { cluster_permissions: ['*'] })).status).toBe(403);
});

test('policies have versions', async () => {
  const path = '/_plugins/_ism/policies/unbreakable-logs';
  expect((await send('Put', path, masterRole, lifecyclePolicy(3))).status).toBe(409);
  const { body } = await send('Get', path, masterRole);
  const version = { if_seq_no: String((body as { _seq_no: number })['_seq_no']), if_primary_term: '1' };
  expect((await send('Put', path, masterRole, lifecyclePolicy(3), version)).status).toBe(200);
  expect(
    (await send('Put', '/_plugins/_ism/policies/broken', masterRole, { policy: { default_state: 'x', states: [{ name: 'y' }] } })).status,
  ).toBe(400);
  expect((await send('Get', '/_plugins/_ism/policies/none', masterRole)).status).toBe(404);
});

test('what nobody knows is refused, and so is a domain that nobody made', async () => {
  expect((await send('Get', '/_cat/nodes', masterRole)).status).toBe(400);
  await expect(world.cloud.call('es', 'ESHttpGet', { Host: 'other', Path: '/' }, operator)).rejects.toMatchObject({ status: 404 });
});

test.each([
  ['encryption at rest', { EncryptionAtRestOptions: { Enabled: false } }],
  ['HTTPS', { DomainEndpointOptions: { EnforceHTTPS: false } }],
])('fine-grained access control without %s is refused', async (_, change) => {
  await expect(
    world.cloud.create('AWS::OpenSearchService::Domain', { ...domainProperties(master), DomainName: 'other', ...change }),
  ).rejects.toThrow(/Fine-grained access control asks for/);
});

const { mappings } = indexTemplate(1).template;
test.each([
  [{ time: '2026-11-20T09:00:00.123Z', message: 'm', fields: { a: { b: 1 } }, unknown: {} }, undefined],
  [{ time: 1_700_000_000_000, level: 3 }, undefined],
  [{ time: '20 Nov' }, /\[time\] of type \[date\]/],
  [{ message: { text: 'm' } }, /\[message\] of type \[text\]/],
  [{ fields: 'text' }, /\[fields\] of type \[flat_object\]/],
] as const)('%j against the mapping of the template: %s', (source, why) => {
  const found = misfit(mappings, source);
  if (why === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(why);
});
