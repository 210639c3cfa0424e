import { DocumentsTable } from '../../../lambda/aws/documents.client';
import { ValidationsTable } from '../../../lambda/aws/validations.client';
import type { Documents } from '../../../lambda/healing/ports/documents';
import { countBadServices, noteBadService, receiveProblem } from '../../../lambda/healing/records/records';
import type { LocalTable } from '../../aws/support/dynalite';
import { startTable } from '../../aws/support/dynalite';
import { MemoryDocuments } from '../support/memory-documents';
import { aProblem, heal, minute, passed, ten, World } from '../support/world';

let table: LocalTable;

beforeAll(async () => {
  table = await startTable();
});

afterAll(async () => {
  await table.stop();
});

/** Memory and table keep the same promises. */
const kinds: readonly (readonly [string, () => Documents])[] = [
  ['memory', () => new MemoryDocuments()],
  ['table', () => new DocumentsTable(table.name, table.client)],
];

describe.each(kinds)('documents in %s', (_kind, make) => {
  test('a document that there is not has version 0', async () => {
    expect(await make().read('nothing')).toEqual({ value: undefined, version: 0 });
  });

  test('of two that write what they read, one wins', async () => {
    const documents = make();
    expect(await Promise.all([documents.write('a', { by: 1 }, 0), documents.write('a', { by: 2 }, 0)])).toEqual(
      expect.arrayContaining(['written', 'stale']),
    );
    const { version } = await documents.read('a');
    expect(version).toBe(1);
    expect(await documents.write('a', { deep: [{ value: 'ä' }] }, 1, 1_800_000_000)).toBe('written');
    expect(await documents.write('a', { by: 3 }, 1)).toBe('stale');
    expect(await documents.read('a')).toEqual({ value: { deep: [{ value: 'ä' }] }, version: 2 });
  });

  test('messages at the same time are all counted in', async () => {
    const documents = make();
    await Promise.all([
      receiveProblem(documents, aProblem({ id: 'many' }), ten),
      receiveProblem(documents, aProblem({ id: 'many', severity: 'critical' }), ten),
      receiveProblem(documents, aProblem({ id: 'many', state: 'resolved' }), ten),
      ...['x', 'y', 'x'].map((service) => noteBadService(documents, service, ten)),
    ]);
    expect(await receiveProblem(documents, aProblem({ id: 'many' }), ten)).toMatchObject({
      resolvedAt: ten,
      problem: { state: 'resolved' },
    });
    expect(await countBadServices(documents, 10, ten + minute)).toBe(2);
    expect(await countBadServices(documents, 10, ten + 60 * minute)).toBe(0);
  });
});

test('records beside validations are in nobody’s way', async () => {
  const world = new World();
  Object.defineProperty(world, 'documents', { value: new DocumentsTable(table.name, table.client) });
  world.settings = { ...world.settings, manyServices: { count: 100, minutes: 10 } };
  const validations = new ValidationsTable(table.name, table.client);
  await validations.create(passed('four', 60));
  const { outcome } = await heal(world);
  expect(outcome?.kind).toBe('remediation');
  expect((await world.ledger()).remediations).toMatchObject([{ state: 'succeeded' }]);
  const found: string[] = [];
  for await (const { validationId } of validations.newestFirst('shop')) {
    found.push(validationId);
  }
  expect(found).toEqual(['exec-four#Production#job']);
});
