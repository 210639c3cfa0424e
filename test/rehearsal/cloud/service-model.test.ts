import { check } from '../../../rehearsal/cloud/service-model';
import type { ServiceModel } from '../../../rehearsal/cloud/service-model';

const none = { required: [], members: {} };
const model: ServiceModel = {
  metadata: { endpointPrefix: 'test' },
  operations: {},
  shapes: {
    Input: {
      type: 'structure',
      required: ['Name'],
      members: {
        Name: { shape: 'Name' },
        Kind: { shape: 'Kind' },
        Items: { shape: 'Items' },
        Map: { shape: 'Map' },
        At: { shape: 'Timestamp' },
        Data: { shape: 'Blob' },
        On: { shape: 'Boolean' },
        Free: { shape: 'Free' },
        Odd: { shape: 'Odd' },
      },
    },
    Name: { ...none, type: 'string', min: 1, max: 5, pattern: '^[a-z]*$' },
    Kind: { ...none, type: 'string', enum: ['A', 'B'] },
    Items: { ...none, type: 'list', member: { shape: 'Count' }, min: 1 },
    Count: { ...none, type: 'integer', min: 0, max: 9 },
    Map: { ...none, type: 'map', key: { shape: 'Name' }, value: { shape: 'Input' } },
    Timestamp: { ...none, type: 'timestamp' },
    Blob: { ...none, type: 'blob' },
    Boolean: { ...none, type: 'boolean' },
    Free: { ...none, type: 'structure', document: true },
    Odd: { ...none, type: 'string', pattern: '(?<broken' },
  },
};

test.each<[object, readonly string[]]>([
  [{ Name: 'abc' }, []],
  [{ Name: 'abc', Kind: 'A', Items: [1], Map: { a: { Name: 'b' } }, At: new Date(), Data: Buffer.from(''), On: true }, []],
  [{ Name: 'abc', At: 5, Data: 'aGk=', Free: { anything: 1 }, Odd: 'x', Kind: undefined }, []],
  [{}, ['Name: is missing']],
  [{ Name: 'ABC' }, ['Name: "ABC" does not match ^[a-z]*$']],
  [{ Name: 'abcdef' }, ['Name: 6 is not between 1 and 5']],
  [{ Name: 'a', Kind: 'C' }, ['Kind: "C" is not one of A, B']],
  [{ Name: 'a', Items: [] }, ['Items: 0 is not between 1 and Infinity']],
  [{ Name: 'a', Items: [1, 10, NaN] }, ['Items[1]: 10 is not between 0 and 9', 'Items[2]: is no number']],
  [{ Name: 'a', Map: { b: {} } }, ['Map.b.Name: is missing']],
  [{ Name: 'a', Nmae: 1 }, ['Nmae: is no member of the model']],
  [{ Name: 1, On: 'true', At: {}, Data: 1 }, ['Name: is no text', 'On: is no truth value', 'At: is no time stamp', 'Data: is no bytes']],
  [{ Name: 'a', Items: {}, Map: [] }, ['Items: is no list', 'Map: is no map']],
])('%j', (value, findings) => {
  expect(check(model, 'Input', value)).toEqual(findings);
});
