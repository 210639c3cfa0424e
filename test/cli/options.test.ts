import { parseBuilds, parseLike, parseWhole } from '../../cli/rehearse/options';

test.each([
  ['1,2,3,4', [1, 2, 3, 4]],
  [' 3 , 7 ', [3, 7]],
])('builds %s', (text, builds) => {
  expect(parseBuilds(text)).toEqual(builds);
});

test.each(['', '1,', 'a', '1;2', '-1', '1.5', '99999999'])('builds "%s" are refused with what was received and an example', (text) => {
  expect(() => parseBuilds(text)).toThrow(`received "${text}", expected build numbers separated by commas, for example 1,2,3,4.`);
});

test('builds that behave like others', () => {
  expect(parseLike('2=3, 3=2')).toEqual({ 2: 3, 3: 2 });
  expect(() => parseLike('2-3')).toThrow('expected pairs of builds');
});

test.each(['', '0', '241', '1.5', '1e2', '-4', 'fast'])('speed "%s" is refused', (text) => {
  expect(() => parseWhole(1, 240)(text)).toThrow('expected a whole number from 1 to 240.');
});
