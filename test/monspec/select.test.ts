import { formatIssue } from '../../lambda/monspec/text/issues';
import { selectComparison } from '../../lambda/monspec/select';
import { parse, service } from './files';

const monspecOf = (...keys: readonly string[]) => {
  const result = parse(Object.fromEntries(keys.map((key) => [key, service()])));
  if (!result.ok) {
    throw new TypeError('broken test file');
  }
  return result.value;
};

const message = (keys: readonly string[], comparison: string, key?: string): string => {
  const result = selectComparison(monspecOf(...keys), comparison, key);
  return result.ok ? 'ok' : result.issues.map(formatIssue).join();
};

test('the comparison of the only service', () => {
  const result = selectComparison(monspecOf('S'), 'StagingToProduction');
  expect(result).toMatchObject({ ok: true, value: { service: { key: 'S' }, comparison: { name: 'StagingToProduction' } } });
});

test('the comparison of a named service', () => {
  expect(selectComparison(monspecOf('A', 'B'), 'StagingToProduction', 'B')).toMatchObject({ ok: true, value: { service: { key: 'B' } } });
});

test.each([
  [
    ['S'],
    'StagingToProductoin',
    undefined,
    'S.comparisons: There is no comparison "StagingToProductoin". Received: "StagingToProductoin". Did you mean "StagingToProduction"?',
  ],
  [['S'], 'Nightly', undefined, 'S.comparisons: There is no comparison "Nightly". Received: "Nightly". Use one of "StagingToProduction".'],
  [
    ['A', 'B'],
    'StagingToProduction',
    undefined,
    'monspec: This monspec has 2 services, so the pipeline must name one. Received: nothing. Use one of "A", "B".',
  ],
  [
    ['Alpha', 'Beta'],
    'StagingToProduction',
    'Alpa',
    'monspec: This monspec has no service "Alpa". Received: "Alpa". Did you mean "Alpha"?',
  ],
])('services %j, comparison %s, service %s', (keys, comparison, key, expected) => {
  expect(message(keys, comparison, key)).toBe(expected);
});
