import { markBaseline } from '../../cli/baseline/command';
import { ValidationsTable } from '../../lambda/aws/validations.client';
import { startTable, type LocalTable } from '../aws/support/dynalite';
import { aDecision, aValidation } from '../gate/support/validations';

let table: LocalTable;
let validations: ValidationsTable;
const id = aValidation().validationId;

beforeAll(async () => {
  table = await startTable();
  validations = new ValidationsTable(table.name, table.client);
  await validations.create(aValidation());
});

afterAll(() => table.stop());

const mark = (act: 'pin' | 'unpin' | 'invalidate', validationId = id): Promise<string> =>
  markBaseline({ dynamodb: table.client }, table.name, act, validationId);

test('marks what may be marked, and says why where it may not', async () => {
  await expect(mark('pin', 'nobody')).rejects.toThrow('There is no validation "nobody"');
  await expect(mark('pin')).rejects.toThrow('nothing is decided yet');
  await expect(mark('invalidate')).rejects.toThrow('Wait for its decision');
  await validations.recordDecision(id, aDecision());
  expect(await mark('pin')).toMatch(/^Pinned: gates of Production \(ProductionToBefore\)/);
  expect(await mark('unpin')).toContain('ordinary validation again');
  await expect(mark('unpin')).rejects.toThrow('not pinned');
  expect(await mark('invalidate')).toContain('No build is compared');
  await expect(mark('unpin')).rejects.toThrow('marked invalid');
});
