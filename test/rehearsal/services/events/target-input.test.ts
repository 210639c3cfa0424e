import type { Envelope } from '../../../../rehearsal/services/events/envelope';
import { targetText } from '../../../../rehearsal/services/events/target-input';

const event: Envelope = {
  version: '0',
  id: 'e1',
  'detail-type': 'T',
  source: 's',
  account: '1',
  time: '2026-11-20T09:00:00Z',
  region: 'us-east-1',
  resources: ['arn:x'],
  detail: { state: 'FAILED "hard"', count: 3, nested: { a: [1, 2] }, 'odd-name': true },
};
const rule = { name: 'r', arn: 'arn:r' };
const fill = (template: string, paths: Record<string, string>) => targetText({ kind: 'template', template, paths }, event, rule);

test('the whole event, a part, a constant', () => {
  expect(JSON.parse(targetText({ kind: 'event' }, event, rule))).toEqual(event);
  expect(targetText({ kind: 'path', path: '$.detail.nested' }, event, rule)).toBe('{"a":[1,2]}');
  expect(targetText({ kind: 'path', path: '$.detail.nowhere' }, event, rule)).toBe('null');
  expect(targetText({ kind: 'constant', text: '{"x":1}' }, event, rule)).toBe('{"x":1}');
});

test.each([
  ['text in quotes', '"It is <s>"', { s: '$.detail.state' }, 'It is FAILED "hard"'],
  ['an object in quotes', '"<n>"', { n: '$.detail.nested' }, '{"a":[1,2]}'],
  [
    'JSON outside quotes',
    '{"n": <n>, "c": <c>, "s": <s>}',
    { n: '$.detail.nested', c: '$.detail.count', s: '$.detail.state' },
    { n: { a: [1, 2] }, c: 3, s: 'FAILED "hard"' },
  ],
  [
    'an element and an odd name',
    '[<e>, <o>, <i>]',
    { e: '$.detail.nested.a[1]', o: '$.detail.odd-name', i: '$.resources[0]' },
    [2, true, 'arn:x'],
  ],
  ['what the service knows', '{"r": <aws.events.rule-name>, "e": <aws.events.event>}', {}, { r: 'r', e: event }],
  ['a path that leads nowhere', '{"m": <m>}', { m: '$.detail.nowhere' }, { m: '' }],
  ['an escaped quote', String.raw`"a \"<c>\" b"`, { c: '$.detail.count' }, 'a "3" b'],
] as const)('a template with %s', (_what, template, paths, expected) => {
  expect(JSON.parse(fill(template, paths))).toEqual(expected);
});
