/** What the pages on sources show works. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluateCommand } from '../../cli/evaluate/command';
import { parseMonspec } from '../../lambda/monspec/parse';
import { fileSource } from '../../lambda/sources/file/file-source';
import { request, signature, windowOf } from './requests';

const page = (name: string): string => readFileSync(join(__dirname, '..', '..', 'docs', name), 'utf8');
const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map((match) => match[1]!);

const comparisons = '"comparisons": [{ "name": "C", "source": "Staging", "compare": "Staging", "comparetimeframe": "beforeDeployment" }]';

test.each([
  ['sources.md', ''],
  ['monspec.md', '"environments": { "Staging": {} },'],
])('the signatures of %s are a monspec', (name, environments) => {
  const block = blocks(page(name), 'json').find((text) => text.includes('"perfsignature"'))!;
  const parsed = parseMonspec(`{ "S": { "etype": "SERVICE", ${comparisons}, ${environments} ${block} } }`);
  expect(parsed).toMatchObject({ ok: true });
});

test('the file of sources.md can be read', async () => {
  const [csv] = blocks(page('sources.md'), 'csv');
  const window = windowOf(1, Date.UTC(2026, 10, 20, 9));
  const asked = ['service.responsetime', 'service.failurerate'].map((name) => request(signature(name), { id: name, window }));
  const { answers } = await fileSource([{ name: 'series.csv', text: csv! }]).fetch(asked);
  expect(answers).toMatchObject([
    { outcome: { series: { values: [112.5], weights: [840] } } },
    { outcome: { series: { numerator: [3], denominator: [840] } } },
  ]);
});

test.each(evaluateCommand(() => undefined).options.map(({ long }) => long!))('the option %s of evaluate is documented', (option) => {
  expect(page('evaluate.md')).toContain(option);
});
