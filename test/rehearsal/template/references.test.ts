import { references } from '../../../rehearsal/template/references';

test.each([
  [{ a: [{ Ref: 'A' }], b: { 'Fn::GetAtt': ['B', 'Arn'] } }, ['A', 'B']],
  [{ 'Fn::GetAtt': 'C.Nested.Arn' }, ['C']],
  [{ 'Fn::Sub': '${D} ${E.Arn} ${!no} ${AWS::Region}' }, ['D', 'E', 'AWS::Region']],
  [{ 'Fn::Sub': ['${own} ${F}', { own: { Ref: 'G' } }] }, ['F', 'G']],
  [{ 'Fn::Join': ['', ['x', { 'Fn::If': ['c', { Ref: 'H' }, 'y'] }]] }, ['H']],
  [null, []],
])('%j', (value, expected) => {
  expect(references(value)).toEqual(expected);
});
