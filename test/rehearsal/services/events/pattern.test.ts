import { compilePattern } from '../../../../rehearsal/services/events/pattern';

const event = {
  source: 'aws.codepipeline',
  'detail-type': 'CodePipeline Action Execution State Change',
  resources: ['arn:aws:codepipeline:us-east-1:123456789012:unbreakable-pipeline'],
  detail: {
    state: 'STARTED',
    version: 4,
    stage: 'Staging',
    type: { category: 'Approval', provider: 'Manual' },
    tags: ['blue', 'slow'],
    note: null,
    parts: [
      { id: 1, ok: true },
      { id: 2, ok: false },
    ],
  },
};

test.each([
  // what is asked of detail, and whether the event has it
  ['an exact value', { state: ['STARTED'] }, true],
  ['one of several', { state: ['FAILED', 'STARTED'] }, true],
  ['another value', { state: ['FAILED'] }, false],
  ['case matters', { state: ['started'] }, false],
  ['a number', { version: [4] }, true],
  ['a number is no text', { version: ['4'] }, false],
  ['null', { note: [null] }, true],
  ['nested', { type: { category: ['Approval'], provider: ['Manual'] } }, true],
  ['nested, one wrong', { type: { category: ['Approval'], provider: ['Lambda'] } }, false],
  ['a field that is not there', { missing: ['x'] }, false],
  ['nested under a text', { state: { category: ['Approval'] } }, false],
  ['one element of an array', { tags: ['slow'] }, true],
  ['no element of an array', { tags: ['red'] }, false],
  ['objects in an array', { parts: { id: [2], ok: [false] } }, true],
  ['no one object has both', { parts: { id: [2], ok: [true] } }, false],
  ['prefix', { stage: [{ prefix: 'Stag' }] }, true],
  ['prefix that is not', { stage: [{ prefix: 'stag' }] }, false],
  ['prefix without case', { stage: [{ prefix: { 'equals-ignore-case': 'stag' } }] }, true],
  ['suffix', { stage: [{ suffix: 'ing' }] }, true],
  ['suffix without case', { stage: [{ suffix: { 'equals-ignore-case': 'ING' } }] }, true],
  ['equals-ignore-case', { state: [{ 'equals-ignore-case': 'started' }] }, true],
  ['anything-but a value', { state: [{ 'anything-but': 'FAILED' }] }, true],
  ['anything-but this value', { state: [{ 'anything-but': 'STARTED' }] }, false],
  ['anything-but a list', { state: [{ 'anything-but': ['FAILED', 'STARTED'] }] }, false],
  ['anything-but a number', { version: [{ 'anything-but': [3] }] }, true],
  ['anything-but a prefix', { stage: [{ 'anything-but': { prefix: 'Prod' } }] }, true],
  ['anything-but prefixes', { stage: [{ 'anything-but': { prefix: ['Prod', 'Stag'] } }] }, false],
  ['anything-but a suffix', { stage: [{ 'anything-but': { suffix: 'ing' } }] }, false],
  ['anything-but without case', { stage: [{ 'anything-but': { 'equals-ignore-case': 'STAGING' } }] }, false],
  ['anything-but a wildcard', { stage: [{ 'anything-but': { wildcard: 'S*g' } }] }, false],
  ['anything-but of nothing', { missing: [{ 'anything-but': 'x' }] }, false],
  ['exists', { state: [{ exists: true }] }, true],
  ['exists not', { missing: [{ exists: true }] }, false],
  ['absent', { missing: [{ exists: false }] }, true],
  ['absent but there', { state: [{ exists: false }] }, false],
  ['absent or a value', { missing: [{ exists: false }, 'x'] }, true],
  ['numeric equal', { version: [{ numeric: ['=', 4] }] }, true],
  ['numeric range', { version: [{ numeric: ['>', 3, '<=', 4] }] }, true],
  ['numeric outside', { version: [{ numeric: ['>', 4] }] }, false],
  ['numeric of a text', { state: [{ numeric: ['>', 0] }] }, false],
  ['wildcard', { state: [{ wildcard: 'ST*ED' }] }, true],
  ['wildcard with two stars', { stage: [{ wildcard: '*ag*' }] }, true],
  ['wildcard is no regular expression', { state: [{ wildcard: 'S.*D' }] }, false],
  ['an escaped star', { state: [{ wildcard: String.raw`ST\*ED` }] }, false],
  ['$or, one of them', { $or: [{ state: ['FAILED'] }, { version: [4] }] }, true],
  ['$or, none of them', { $or: [{ state: ['FAILED'] }, { version: [5] }] }, false],
  ['$or beside a field', { stage: ['Production'], $or: [{ state: ['STARTED'] }, { version: [5] }] }, false],
])('%s', (_what, detail, expected) => {
  expect(compilePattern({ detail })(event)).toBe(expected);
});

test('fields of the envelope', () => {
  expect(compilePattern({ source: ['aws.codepipeline'], resources: [{ suffix: ':unbreakable-pipeline' }] })(event)).toBe(true);
});

test.each([
  ['no object', 'text', /must be a JSON object at the top/],
  ['an empty pattern', {}, /empty object is not allowed at the top/],
  ['a value without a list', { source: 'aws.s3' }, /must be a JSON object at source/],
  ['an empty list', { detail: { state: [] } }, /empty list is not allowed at detail.state/],
  [
    'an unknown operator',
    { detail: { ip: [{ cidr: '10.0.0.0/8' }] } },
    /Unrecognized match type.*found {"cidr":"10.0.0.0\/8"} at detail.ip/,
  ],
  ['two operators in one', { source: [{ prefix: 'a', suffix: 'b' }] }, /at source/],
  ['a numeric without a number', { detail: { n: [{ numeric: ['>', '3'] }] } }, /at detail.n/],
  ['an empty anything-but', { source: [{ 'anything-but': [] }] }, /at source/],
  ['$or of one', { $or: [{ source: ['a'] }] }, /at least two patterns at \$or/],
])('a pattern with %s is refused with its place', (_what, pattern, message) => {
  expect(() => compilePattern(pattern)).toThrow(message);
});
