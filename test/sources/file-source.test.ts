import { SourceError } from '../../lambda/sources/source-error';
import { fileSource } from '../../lambda/sources/file/file-source';
import { key, request, signature, start, windowOf } from './requests';

const at = (minute: number): string => new Date(start + minute * 60_000).toISOString();
const responseTime = request(signature('service.responsetime', 'avg', { id: 'service.responsetime/avg' }));
const failureRate = request(signature('service.failurerate', 'avg', { id: 'service.failurerate/avg' }));

const outcomeOf = async (text: string, of = responseTime, name = 'series.csv') =>
  (await fileSource([{ name, text }]).fetch([of])).answers[0]!.outcome;

const csv = (...rows: string[]): string => ['time,environment,signature,value,weight', ...rows].join('\n');

test.each(['service.responsetime/avg', 'service.responsetime', key('service.responsetime')])(
  'a row names its signature as %s',
  async (name) => {
    const outcome = await outcomeOf(csv(`${at(0)},Staging,${name},120,10`, `${start + 60_000},Staging,${name},130,`));
    expect(outcome).toMatchObject({
      kind: 'series',
      unit: 'ms',
      series: {
        kind: 'level',
        periodSeconds: 60,
        start,
        values: [120, 130, ...Array.from({ length: 8 }, () => null)],
        weights: [10, ...Array.from({ length: 9 }, () => null)],
      },
    });
  },
);

test('NDJSON with counts is a rate, and null is missing', async () => {
  const rows = [
    { time: at(0), environment: 'Staging', signature: 'service.failurerate', numerator: 0, denominator: 100 },
    { time: at(1), environment: 'Staging', signature: 'service.failurerate', numerator: null, denominator: null },
  ];
  const outcome = await outcomeOf(rows.map((row) => JSON.stringify(row)).join('\n'), failureRate, 'series.ndjson');
  expect(outcome).toMatchObject({
    unit: '%',
    series: {
      kind: 'rate',
      numerator: [0, null, ...Array.from({ length: 8 }, () => null)],
      denominator: [100, null, ...Array.from({ length: 8 }, () => null)],
    },
  });
});

test('a column "period" tells other periods than minutes', async () => {
  const text = [
    'time,environment,signature,value,period',
    `${at(0)},Staging,service.responsetime,1,300`,
    `${at(5)},Staging,service.responsetime,2,300`,
  ].join('\n');
  expect(await outcomeOf(text)).toMatchObject({ series: { periodSeconds: 300, values: [1, 2] } });
});

test.each([
  ['rows of another environment', csv(`${at(0)},Production,service.responsetime,1,`), 'no-entity'],
  ['rows outside the window', csv(`${at(10)},Staging,service.responsetime,1,`), 'no-data'],
  ['two rows for one minute', csv(`${at(0)},Staging,service.responsetime,1,`, `${at(0)},Staging,service.responsetime,2,`), 'bad-query'],
])('%s are %#: never zero', async (_, text, kind) => {
  expect((await outcomeOf(text)).kind).toBe(kind);
});

test('counts for what is no rate are refused', async () => {
  const text = ['time,environment,signature,numerator,denominator', `${at(0)},Staging,service.responsetime,1,2`].join('\n');
  expect((await outcomeOf(text)).kind).toBe('bad-query');
});

test.each([
  ['a value that is no number', csv(`${at(0)},Staging,service.responsetime,fast,`), 'series.csv, line 2: value is not a number.'],
  ['a time without sense', csv('yesterday,Staging,service.responsetime,1,'), 'series.csv, line 2: time is neither ISO 8601'],
  ['a missing column', 'time,environment,value\n2026-11-20T10:00:00Z,Staging,1', 'series.csv, line 2: Invalid key: Expected "signature"'],
  ['a torn row', csv(`${at(0)},Staging`), 'series.csv, line 1: this is not CSV with a header line'],
  ['half a JSON object', '{"time": 1}\n{"time":', 'series.csv, line 2: this is not JSON'],
])('%s is refused with its line', (_, text, message) => {
  const read = () =>
    fileSource([
      {
        name: 'series.csv',
        text: text.startsWith('{') ? text.replace('{"time": 1}', '{"time":1,"environment":"a","signature":"b","value":1}') : text,
      },
    ]);
  expect(read).toThrow(SourceError);
  expect(read).toThrow(message);
});

test('several files are one source', async () => {
  const files = [csv(`${at(0)},Staging,service.responsetime,1,`), csv(`${at(1)},Staging,service.responsetime,2,`)].map((text, index) => ({
    name: `${index}.csv`,
    text,
  }));
  const { answers } = await fileSource(files).fetch([{ ...responseTime, window: windowOf(2) }]);
  expect(answers[0]!.outcome).toMatchObject({ series: { values: [1, 2] }, provenance: '0.csv, 1.csv; 60 s' });
});
