import { clean, cleanOr, shorten, withoutStop } from '../../../lambda/report/format/clean';

test.each([
  ['control characters', 'a\u001b[31mb\u0000\nc', 'a [31mb c'],
  ['a change of direction', 'gate\u202Edliub\u2066', 'gate dliub'],
  ['invisible characters', 'Bu\u200bild\ufeff 2', 'Bu ild  2'],
  ['half of a pair', 'a\ud800', 'a\ufffd'],
  ['ordinary text', 'Ärger in Zürich – 日本', 'Ärger in Zürich – 日本'],
])('makes %s harmless', (_, text, expected) => {
  expect(clean(text)).toBe(expected);
});

test('keeps the beginning of what is too long', () => {
  expect(clean('x'.repeat(5_000))).toHaveLength(600);
  expect(shorten('abcdefghijkl', 5)).toBe('abcd…');
});

test('has a word for nothing, and no stop where a sentence goes on', () => {
  expect(cleanOr(' \n', 'unnamed')).toBe('unnamed');
  expect(withoutStop('It failed. ')).toBe('It failed');
});
