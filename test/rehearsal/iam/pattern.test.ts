import * as fc from 'fast-check';
import { matches, matchesAction } from '../../../rehearsal/iam/pattern';

test.each([
  ['*', '', true],
  ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/a/c', true],
  ['arn:aws:s3:::b/*', 'arn:aws:s3:::bb/a', false],
  ['secret:report-??????', 'secret:report-AB12cd', true],
  ['secret:report-??????', 'secret:report-AB12c', false],
  ['a.c', 'abc', false],
  ['table/Builds', 'table/builds', false],
])('pattern %s on %s: %s', (pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected);
});

test('actions are the same in any case', () => {
  expect(matchesAction('S3:getobject*', 's3:GetObjectVersion')).toBe(true);
});

test('every text without wildcards matches itself and nothing longer', () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !/[*?]/.test(text)),
      (text) => {
        expect([matches(text, text), matches(text, `${text}x`), matches(`${text}*`, `${text}x`)]).toEqual([true, false, true]);
      },
    ),
  );
});
