import { resolveValue } from '../../../rehearsal/template/resolve';
import type { Scope } from '../../../rehearsal/template/scope';
import { TemplateError } from '../../../rehearsal/template/template-error';

const unknown = (what: string): never => {
  throw new TemplateError('UnknownReference', `unknown ${what}.`, '');
};

const scope: Scope = {
  where: 'S/R',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  parameter: (name) => ({ 'AWS::Region': 'us-east-1', Empty: '', List: ['x', 'y'] })[name],
  resource: (name) =>
    name === 'Bucket' ? { ref: 'the-bucket', attributes: { Arn: 'arn:b', 'Nested.Name': 'deep', Zones: ['a', 'b'] } } : unknown(name),
  condition: (name) => name === 'Yes',
  mapping: (name, top, second) => `${name}.${top}.${second}`,
  imported: (name) => `import of ${name}`,
  stackOutput: (stack, output, { region = 'here', roleArn = 'itself' }) => `${output} of ${stack} ${region} as ${roleArn}`,
};

test.each([
  ['text', 'text'],
  [5, 5],
  [null, null],
  [{ Ref: 'Bucket' }, 'the-bucket'],
  [{ Ref: 'AWS::Region' }, 'us-east-1'],
  [{ Ref: 'Empty' }, ''],
  [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, 'arn:b'],
  [{ 'Fn::GetAtt': 'Bucket.Nested.Name' }, 'deep'],
  [{ 'Fn::GetAtt': ['Bucket', 'Nested.Name'] }, 'deep'],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'Bucket' }, 3]] }, 'a-the-bucket-3'],
  [{ 'Fn::Join': [',', { Ref: 'List' }] }, 'x,y'],
  [{ 'Fn::Sub': '${Bucket}/${Bucket.Arn}/${!kept}/${AWS::Region}' }, 'the-bucket/arn:b/${kept}/us-east-1'],
  [{ 'Fn::Sub': ['${own} in ${Bucket}', { own: { Ref: 'AWS::Region' } }] }, 'us-east-1 in the-bucket'],
  [{ 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
  [{ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, 'us-east-1a'],
  [{ 'Fn::Base64': { 'Fn::Sub': 'on ${AWS::Region}' } }, 'b24gdXMtZWFzdC0x'],
  [{ 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'k'] }, 'M.us-east-1.k'],
  [{ 'Fn::If': ['Yes', 'a', { 'Fn::Unknown': 1 }] }, 'a'],
  [{ 'Fn::If': ['No', 'a', { Ref: 'Bucket' }] }, 'the-bucket'],
  [{ 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Not': [{ Condition: 'No' }] }] }, true],
  [{ 'Fn::Or': [{ Condition: 'No' }, { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] }] }, true],
  [{ 'Fn::Equals': [1, '1'] }, true],
  [{ 'Fn::ImportValue': { 'Fn::Sub': 'x-${AWS::Region}' } }, 'import of x-us-east-1'],
  [{ 'Fn::GetStackOutput': { StackName: 'Gate', OutputName: 'Url' } }, 'Url of Gate here as itself'],
  [{ 'Fn::GetStackOutput': { StackName: 'Gate', OutputName: 'Url', Region: 'x', RoleArn: 'r' } }, 'Url of Gate x as r'],
  [{ 'Fn::ToJsonString': { a: { Ref: 'Bucket' } } }, '{"a":"the-bucket"}'],
  [
    { keep: 1, drop: { Ref: 'AWS::NoValue' }, list: ['a', { 'Fn::If': ['No', 'b', { Ref: 'AWS::NoValue' }] }] },
    { keep: 1, list: ['a'] },
  ],
  [
    { Ref: 'Bucket', Other: 1 },
    { Ref: 'Bucket', Other: 1 },
  ],
])('%j', (value, expected) => {
  expect(resolveValue(value, scope)).toEqual(expected);
});

test.each([
  [{ 'Fn::Transform': {} }, 'UnsupportedFunction', 'S/R uses Fn::Transform.'],
  [{ 'Fn::GetAtt': ['Bucket', 'Nothing'] }, 'UnknownReference', 'S/R needs attribute Nothing of Bucket'],
  [{ 'Fn::Select': [7, ['a']] }, 'UnknownReference', 'S/R selects item 7 of a list that has none.'],
  [{ 'Fn::Join': ['', 'text'] }, 'UnsupportedFunction', 'S/R gives a function "text" instead of a list.'],
  [{ Ref: 'Nobody' }, 'UnknownReference', 'unknown Nobody.'],
])('%j is refused', (value, code, message) => {
  expect(() => resolveValue(value, scope)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
});
