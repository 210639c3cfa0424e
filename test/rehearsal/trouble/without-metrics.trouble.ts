/** A gate that sees nothing: the whole way of a hold. */
import { Theatre, once } from './support/theatre';
import { expectTold } from './support/told';

let theatre: Theatre;

beforeAll(async () => {
  theatre = await Theatre.open();
}, 120_000);

afterAll(() => theatre?.close());

test('without metrics the gate holds, says so everywhere, and nothing reaches production', async () => {
  const ending = await theatre.release(
    1,
    {},
    once(
      () => true,
      () => void theatre.metrics.add({ kind: 'missing', dimensions: theatre.dimensions('Staging') }),
    ),
  );
  theatre.metrics.clear();
  expect(ending.execution.status).toBe('Held');
  expect(ending.decision('Staging')).toMatchObject({ decision: 'hold', by: 'gate', verdict: 'inconclusive' });
  expect(ending.validations.map(({ stage }) => stage)).toEqual(['Staging']);
  await expectTold(theatre, ending.validations[0]!);
}, 120_000);
