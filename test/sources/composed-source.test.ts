import type { SeriesOutcome } from '../../lambda/judge/series';
import { composeSources } from '../../lambda/sources/composed-source';
import type { MetricSource, SeriesRequest } from '../../lambda/sources/source';
import { request, signature } from './requests';

const outcome = (provenance: string): SeriesOutcome => ({
  kind: 'series',
  series: { kind: 'level', periodSeconds: 60, start: 0, values: [1] },
  unit: 'ms',
  provenance,
});

const answering = (name: string, milliseconds = 10): MetricSource => ({
  name,
  fetch: async (requests) => ({
    answers: requests.map(({ id }) => ({ id, outcome: outcome(name) })),
    receipt: { calls: 1, metrics: requests.length, bytes: 100, milliseconds, estimatedDollars: 0.25 },
  }),
});

const silent = (name: string): MetricSource => ({ name, fetch: async () => new Promise(() => undefined) });
const broken = (name: string): MetricSource => ({ name, fetch: async () => Promise.reject(new TypeError('no such thing')) });

const ids = ['plain', 'named', 'own'];
const requests: SeriesRequest[] = [
  request(signature('service.responsetime'), { id: 'plain' }),
  request(signature('service.responsetime', 'avg', { source: 'dynatrace' }), { id: 'named' }),
  request(signature({ kind: 'timeseries', key: 'prometheus:up{$labels}' }), { id: 'own' }),
];

const told = async (members: readonly { source: MetricSource; timeoutMilliseconds?: number }[]) => {
  const { answers, receipt } = await composeSources(members).fetch(requests);
  const said = ids.map((id) => {
    const found = answers.find((one) => one.id === id)!.outcome;
    return found.kind === 'series' ? found.provenance : found.kind;
  });
  return { said, receipt };
};

const all = ['cloudwatch', 'dynatrace', 'prometheus'];

test('a signature goes to the source that it names, to the one that alone knows it, else to the first', async () => {
  expect((await told(all.map((name) => ({ source: answering(name) })))).said).toEqual(['cloudwatch', 'dynatrace', 'prometheus']);
});

test('a named source that is not set up is never replaced; a metric that another source alone knows goes to the first', async () => {
  expect((await told([{ source: answering('cloudwatch') }])).said).toEqual(['cloudwatch', 'no-entity', 'cloudwatch']);
});

test.each([
  ['slow', silent('dynatrace')],
  ['broken', broken('dynatrace')],
])('a %s source hides no other', async (_, source) => {
  const { said } = await told([
    { source: answering('cloudwatch') },
    { source, timeoutMilliseconds: 20 },
    { source: answering('prometheus') },
  ]);
  expect(said).toEqual(['cloudwatch', 'unreachable', 'prometheus']);
});

test('the receipt adds up what was asked at the same time, and keeps each apart', async () => {
  const { receipt } = await told([{ source: answering('cloudwatch', 30) }, { source: answering('dynatrace', 70) }]);
  expect(receipt).toMatchObject({
    calls: 2,
    metrics: 3,
    bytes: 200,
    milliseconds: 70,
    estimatedDollars: 0.5,
    sources: { cloudwatch: { metrics: 2 }, dynatrace: { metrics: 1 } },
  });
});

test('no source at all has no entity', async () => {
  expect((await told([])).said).toEqual(['no-entity', 'no-entity', 'no-entity']);
});
