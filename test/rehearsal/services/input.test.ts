import * as v from 'valibot';
import { flag, numeric, parseInput, parseProperties, refuse, text } from '../../../rehearsal/services/input';

const schema = v.object({ name: text, list: v.optional(v.array(v.object({ size: numeric }))) });
const request = { type: 'AWS::X::Y', logicalId: 'Thing', stackName: 'Stack', properties: { name: '' }, tags: {} };

test('every bad member of a call is named with its path', () => {
  expect(() => parseInput(schema, { list: [{ size: 'big' }] })).toThrow(
    "2 validation errors detected: Value at 'name' failed to satisfy constraint: Invalid key: Expected \"name\" but received undefined; Value at 'list.0.size' failed to satisfy constraint:",
  );
  expect(() => parseInput(schema, {}, 'InvalidInput')).toThrow(expect.objectContaining({ code: 'InvalidInput', status: 400 }));
});

test('a bad property names the resource', () => {
  expect(() => parseProperties(schema, request)).toThrow(
    "Stack/Thing (AWS::X::Y): Value at 'name' failed to satisfy constraint: Member must not be empty",
  );
  expect(() => refuse(request, 'Layers', 'bundle them')).toThrow('Stack/Thing (AWS::X::Y): Layers is not rehearsed; bundle them');
});

test.each([
  [numeric, '12', 12],
  [numeric, 12.5, 12.5],
  [flag, 'true', true],
  [flag, false, false],
])('templates give numbers and booleans as text too (%#)', (type, given, expected) => {
  expect(v.parse(type, given)).toBe(expected);
});

test.each([
  [numeric, ''],
  [numeric, 'NaN'],
  [numeric, 'x'],
  [flag, 'yes'],
])('and nothing else (%#)', (type, given) => {
  expect(v.safeParse(type, given).success).toBe(false);
});
