import { DeleteItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ValidationsTable } from '../../lambda/aws/validations.client';
import type { ValidationStore } from '../../lambda/gate/ports/validation-store';
import type { Remediation, Validation } from '../../lambda/gate/validation';
import { MemoryValidations } from '../gate/support/memory-validations';
import { aDecision, aLook, aValidation, revision, ten } from '../gate/support/validations';
import type { LocalTable } from './support/dynalite';
import { startTable } from './support/dynalite';

let table: LocalTable;
const id = aValidation().validationId;

beforeAll(async () => {
  table = await startTable();
});

beforeEach(async () => {
  const { Items: items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
  for (const item of items) {
    await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: { validationId: item['validationId']! } }));
  }
});

afterAll(() => table.stop());

const running: Remediation = {
  state: 'starting',
  from: revision('four'),
  to: revision('three'),
  toRelease: 'Build 3',
  reason: 'rejected',
  startedAt: ten,
};

const all = async (validations: AsyncIterable<Validation>): Promise<string[]> => {
  const ids: string[] = [];
  for await (const { validationId } of validations) {
    ids.push(validationId);
  }
  return ids;
};

const stores: readonly [string, () => ValidationStore][] = [
  ['the table', () => new ValidationsTable(table.name, table.client)],
  ['the store in memory', () => new MemoryValidations()],
];

describe.each(stores)('%s', (_, make) => {
  let store: ValidationStore;

  beforeEach(async () => {
    store = make();
    await store.create(aValidation());
  });

  const found = async () => (await store.find(id))!;

  test('pins what was approved, keeps it, and unpins it', async () => {
    expect(await store.markBaseline(id, 'pin')).toBe('stale');
    await store.recordDecision(id, aDecision());
    expect(await store.markBaseline(id, 'pin')).toBe('written');
    expect(await found()).toMatchObject({ baseline: 'pinned' });
    expect((await found()).expiresAt).toBeUndefined();
    expect(await store.markBaseline(id, 'unpin')).toBe('written');
    expect((await found()).baseline).toBeUndefined();
    expect(await store.markBaseline(id, 'unpin')).toBe('stale');
  });

  test('pins nothing that was rejected or rolled back', async () => {
    await store.recordDecision(id, aDecision({ decision: 'reject', verdict: 'fail' }));
    expect(await store.markBaseline(id, 'pin')).toBe('stale');
    expect(await store.markBaseline(id, 'invalidate')).toBe('written');
    expect(await found()).toMatchObject({ baseline: 'invalid' });
  });

  test('marks nothing invalid before it is decided, and nothing that is not there', async () => {
    expect(await store.markBaseline(id, 'invalidate')).toBe('stale');
    expect(await store.markBaseline('nobody', 'invalidate')).toBe('stale');
  });

  test('gives back what was written, to the last member', async () => {
    const validation = aValidation({
      validationId: 'exec-9#Production#job-9',
      lastLook: aLook({
        signatures: [
          {
            id: 's',
            label: 'Response time (avg)',
            unit: 'ms',
            verdict: 'pass',
            candidate: 1.5,
            baseline: null,
            limit: { upper: 2 },
            changePercent: null,
            reason: 'fine',
          },
        ],
      }),
      decision: aDecision(),
      remediation: running,
      abandonment: { reason: 'ended', at: ten },
      decisionToldAt: 1,
      remediationToldAt: 2,
    });
    await store.create(validation);
    expect(await store.find(validation.validationId)).toEqual(validation);
  });

  test('knows nothing of what was never written', async () => {
    expect(await store.find('nobody')).toBeUndefined();
  });

  test('creates once', async () => {
    expect(await store.create(aValidation({ release: 'another' }))).toBe('stale');
    expect((await found()).release).toBe('Build 4');
  });

  test.each([
    ['a later look replaces an earlier one', 2, 3, 'written', 3],
    ['the same look again changes nothing', 3, 3, 'stale', 3],
    ['a look that comes late changes nothing', 3, 2, 'stale', 3],
  ])('%s', async (_name, first, second, expected, kept) => {
    await store.recordLook(id, aLook({ number: first }));
    expect(await store.recordLook(id, aLook({ number: second }))).toBe(expected);
    expect((await found()).lastLook?.number).toBe(kept);
  });

  test('extends once, and the last look is final no more', async () => {
    await store.recordLook(id, aLook());
    expect(await store.extend(id, ten + 1)).toBe('written');
    expect(await store.extend(id, ten + 2)).toBe('stale');
    const { timing, lastLook } = await found();
    expect([timing.extended, timing.candidate.end, lastLook?.final]).toEqual([true, ten + 1, false]);
  });

  test('decides once', async () => {
    expect(await store.recordDecision(id, aDecision({ decision: 'reject' }))).toBe('written');
    expect(await store.recordDecision(id, aDecision())).toBe('stale');
    expect(await found()).toMatchObject({ status: 'decided', decision: { decision: 'reject' } });
  });

  test('records no look, extension or abandonment after a decision', async () => {
    await store.recordLook(id, aLook({ number: 1 }));
    await store.recordDecision(id, aDecision());
    expect(await Promise.all([store.recordLook(id, aLook()), store.extend(id, ten), store.abandon(id, 'ended', ten)])).toEqual([
      'stale',
      'stale',
      'stale',
    ]);
  });

  test('an approval never expires, a rejection does', async () => {
    await store.create(aValidation({ validationId: 'other' }));
    await store.recordDecision(id, aDecision());
    await store.recordDecision('other', aDecision({ decision: 'reject' }));
    expect((await found()).expiresAt).toBeUndefined();
    expect((await store.find('other'))?.expiresAt).toBeDefined();
  });

  test('expiry is set once', async () => {
    await store.recordDecision(id, aDecision());
    await store.expire(id, 5);
    await store.expire(id, 6);
    expect((await found()).expiresAt).toBe(5);
  });

  test('nothing is decided about what was abandoned, except by a person', async () => {
    expect(await store.abandon(id, 'ended', ten)).toBe('written');
    expect(await store.recordDecision(id, aDecision())).toBe('stale');
    expect(await store.recordPerson(id, aDecision({ by: 'person', answered: true }))).toBe('written');
    expect(await found()).toMatchObject({ status: 'decided', abandonment: { reason: 'ended' } });
  });

  test('a person wins over a decision that was not answered, and it is told anew', async () => {
    await store.recordDecision(id, aDecision({ decision: 'hold' }));
    await store.markTold(id, 'decision', ten);
    expect(await store.recordPerson(id, aDecision({ by: 'person', answered: true }))).toBe('written');
    expect((await found()).decisionToldAt).toBeUndefined();
    expect((await found()).decision?.by).toBe('person');
  });

  test('a person does not change what the gate has answered, nor what a person has', async () => {
    await store.recordDecision(id, aDecision());
    await store.markAnswered(id);
    expect(await store.recordPerson(id, aDecision({ by: 'person', decision: 'reject', answered: true }))).toBe('stale');
    expect((await found()).decision).toMatchObject({ by: 'gate', answered: true });
    await store.create(aValidation({ validationId: 'other' }));
    await store.recordPerson('other', aDecision({ by: 'person', answered: true }));
    expect(await store.recordPerson('other', aDecision({ by: 'person', decision: 'reject', answered: true }))).toBe('stale');
  });

  test('a person’s decision cannot be marked as the gate’s', async () => {
    await store.recordPerson(id, aDecision({ by: 'person', answered: true }));
    expect(await store.markAnswered(id)).toBe('stale');
    expect(await store.recordPerson('nobody', aDecision({ by: 'person' }))).toBe('stale');
  });

  test('a rollback needs a decision, begins once, and ends once', async () => {
    expect(await store.beginRemediation(id, running)).toBe('stale');
    await store.recordDecision(id, aDecision({ decision: 'reject' }));
    expect(await store.beginRemediation(id, running)).toBe('written');
    expect(await store.beginRemediation(id, running)).toBe('stale');
    expect(await store.advanceRemediation(id, { ...running, state: 'running', deploymentId: 'd-5' })).toBe('written');
    expect(await store.advanceRemediation(id, { ...running, state: 'succeeded', endedAt: ten })).toBe('written');
    expect(await store.advanceRemediation(id, { ...running, state: 'failed' })).toBe('stale');
    expect((await found()).remediation).toMatchObject({ state: 'succeeded' });
  });

  test('lists a pipeline newest first, and what waits', async () => {
    await store.create(aValidation({ validationId: 'newer', registeredAt: ten + 1 }));
    await store.create(aValidation({ validationId: 'older', registeredAt: ten - 1 }));
    await store.create(aValidation({ validationId: 'elsewhere', pipeline: 'other' }));
    await store.recordDecision('older', aDecision());
    expect(await all(store.newestFirst('shop'))).toEqual(['newer', id, 'older']);
    expect((await all(store.waiting())).sort()).toEqual(['elsewhere', id, 'newer'].sort());
  });
});

test('reads every page of a long history', async () => {
  const store = new ValidationsTable(table.name, table.client);
  const reasons = Array.from({ length: 20 }, () => 'x'.repeat(2_000));
  for (let number = 0; number < 40; number += 1) {
    await store.create(aValidation({ validationId: `long-${number}`, registeredAt: ten + number, lastLook: aLook({ reasons }) }));
  }
  expect(await all(store.newestFirst('shop'))).toHaveLength(40);
});

test('refuses an item that is no validation, with its id, place and a way out', async () => {
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: { validationId: { S: 'odd' }, stage: { N: '1' } } }));
  await expect(new ValidationsTable(table.name, table.client).find('odd')).rejects.toThrow(
    /odd is not as this version writes it: executionId.*Delete the item/s,
  );
});
