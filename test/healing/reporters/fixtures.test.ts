import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromFile } from '../../../lambda/healing/reporters/recognise';

/** Real payloads lie outside of this project; set UNBREAKABLE_PAYLOADS to their folder. */
const folder = process.env['UNBREAKABLE_PAYLOADS'] ?? join(__dirname, '..', '..', '..', '..', 'shared', 'fixtures', 'payloads');

const expected: Readonly<Record<string, string>> = {
  'dynatrace-webhook-open-service.json': 'open -7738361456728905949_1775948280000V2',
  'dynatrace-webhook-resolved.json': 'resolved -6478017825120311599_1641223491837V2',
  'dynatrace-webhook-test-notification.json': 'ignored',
  'devopsguru-event-new-insight.json': 'open AIYH6JxdbgkcG0xJmypiL4MAAAAAAAAAL0SLEjkxiNProXWcsTJbLU07EZ7XXXX',
  'devopsguru-event-closed.json': 'resolved AIYH6JxdbgkcG0xJmypiL4MAAAAAAAAAL0SLEjkxiNProXWcsTJbLU07EZ7XXXX',
  'devopsguru-event-severity-upgraded.json': 'open AIYH6JxdbgkcG0xJmypiL4MAAAAAAAAAL0SLEjkxiNProXWcsTJbLU07EZ7XXXX',
  'devopsguru-sns-new-insight.json': 'open a1b2c3d4-5678-90ab-cdef-EXAMPLE22222',
  'devopsguru-sns-new-insight-lambda-event.json': 'open a1b2c3d4-5678-90ab-cdef-EXAMPLE22222',
  'devopsguru-sns-closed-insight.json': 'resolved a1b2c3d4-5678-90ab-cdef-EXAMPLE33333',
  'devopsguru-sns-new-association.json': 'open a1b2c3d4-5678-90ab-cdef-EXAMPLE22222',
  'devopsguru-sns-new-recommendation.json': 'ignored',
  'devopsguru-sns-severity-upgraded.json': 'open a1b2c3d4-5678-90ab-cdef-EXAMPLEbbbbb',
  'devopsguru-sns-filter-validation-failure.json': 'ignored',
};

const outcomeOf = (file: string): string => {
  const normalised = fromFile(readFileSync(join(folder, file), 'utf8'), Date.UTC(2026, 10, 20));
  return normalised.kind === 'problem' ? `${normalised.problem.state} ${normalised.problem.id}` : normalised.kind;
};

const isThere = existsSync(folder);

test(`published payloads are read as they should be${isThere ? '' : ' (skipped: the payloads are not here; set UNBREAKABLE_PAYLOADS)'}`, () => {
  const files = isThere ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  const known = files.filter((file) => file in expected);
  expect(Object.fromEntries(known.map((file) => [file, outcomeOf(file)]))).toEqual(isThere ? expected : {});
});

test('payloads of other things are no problems', () => {
  const files = isThere ? readdirSync(folder).filter((file) => file.endsWith('.json') && !(file in expected)) : [];
  expect(files.filter((file) => !outcomeOf(file).startsWith('malformed'))).toEqual([]);
});
