import { knowsOperator, meets } from '../../../rehearsal/iam/condition';

const context = new Map([
  ['aws:sourcearn', 'arn:aws:events:us-east-1:1:rule/a'],
  ['aws:securetransport', 'true'],
  ['s3:max-keys', '5'],
]);

test.each([
  ['StringEquals', 'aws:SourceArn', 'arn:aws:events:us-east-1:1:rule/a', true],
  ['StringEquals', 'aws:SourceArn', ['other', 'arn:aws:events:us-east-1:1:rule/a'], true],
  ['StringEquals', 'aws:SourceArn', 'arn:aws:events:us-east-1:1:rule/*', false],
  ['StringLike', 'aws:SourceArn', '*rule/*', true],
  ['ArnLike', 'aws:SourceArn', 'arn:aws:events:*:1:rule/a', true],
  ['ArnEquals', 'aws:SourceArn', 'arn:aws:events:*:2:rule/a', false],
  ['Bool', 'aws:SecureTransport', 'false', false],
  ['Bool', 'aws:SecureTransport', 'TRUE', true],
  ['NumericLessThanEquals', 's3:max-keys', '5', true],
  ['NumericLessThan', 's3:max-keys', '5', false],
  ['NumericGreaterThan', 's3:max-keys', 'many', false],
  ['StringNotEquals', 'aws:SourceArn', 'other', true],
  ['StringNotEquals', 'aws:SourceArn', ['other', 'arn:aws:events:us-east-1:1:rule/a'], false],
  ['StringEquals', 'aws:Unknown', 'x', false],
  ['StringNotEquals', 'aws:Unknown', 'x', true],
  ['StringEqualsIfExists', 'aws:Unknown', 'x', true],
  ['StringEqualsIfExists', 'aws:SourceArn', 'x', false],
])('%s of %s with %j: %s', (operator, key, expected, result) => {
  expect(meets({ [operator]: { [key]: expected } }, context)).toBe(result);
});

test('all operators and all keys must hold', () => {
  const good = { StringLike: { 'aws:SourceArn': '*' }, Bool: { 'aws:SecureTransport': 'true' } };
  expect(meets(good, context)).toBe(true);
  expect(meets({ ...good, Bool: { 'aws:SecureTransport': 'false' } }, context)).toBe(false);
});

test.each(['StringEquals', 'ArnLikeIfExists', 'NumericNotEquals'])('%s is known', (operator) => {
  expect(knowsOperator(operator)).toBe(true);
});

test.each(['DateLessThan', 'IpAddress', 'Null', 'ForAllValues:StringEquals', 'toString'])('%s is not known', (operator) => {
  expect(knowsOperator(operator)).toBe(false);
});
