import { parseForm } from '../../../rehearsal/http/query-form';

test.each([
  ['A=x&B=2', { A: 'x', B: '2' }],
  ['A.member.2.N=y&A.member.1.N=x', { A: [{ N: 'x' }, { N: 'y' }] }],
  ['A.member.10=b&A.member.9=a', { A: ['a', 'b'] }],
  [
    'M.entry.1.Name=k&M.entry.1.Value.DataType=String&M.entry.1.Value.StringValue=v',
    { M: { k: { DataType: 'String', StringValue: 'v' } } },
  ],
  ['M.entry.1.key=k&M.entry.1.value=v', { M: { k: 'v' } }],
  ['__proto__.polluted=x&A=y', { A: 'y' }],
])('%s', (text, expected) => {
  expect(parseForm(new URLSearchParams(text))).toEqual(expected);
});
