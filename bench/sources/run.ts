/**
 * Measures what a look costs at its sources, beside the original's way: one call per signature and side, in series. The
 * stand-ins answer after 100 ms; every number comes from calls that were really made.
 *
 *     npx tsx bench/sources/run.ts
 */
import Table from 'cli-table3';
import { CloudWatchSource } from '../../lambda/sources/cloudwatch/cloudwatch-source';
import { cloudWatchClient } from '../../lambda/sources/cloudwatch/cloudwatch.client';
import { dynatraceSource } from '../../lambda/sources/dynatrace/dynatrace-source';
import { added } from '../../lambda/sources/merged-receipt';
import { MemoryCache, type PointsCache } from '../../lambda/sources/points-cache';
import type { MetricSource, SeriesRequest, SourceReceipt } from '../../lambda/sources/source';
import { begin, cloudWatchMetric, dynatraceMetric, historyPairs, requestsOf, signatures, windows } from './questions';
import { cloudWatch, dynatrace, startStandIn, type StandIn } from './stand-in';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const delay = 100;
const looks = 30;
const minute = 60_000;

interface Result {
  readonly calls: number;
  readonly roundTrips: number;
  readonly milliseconds: number;
  readonly receipt: SourceReceipt;
}

/** Runs something against a stand-in; every answer must be a series, or the numbers would mean nothing. */
async function measure(standIn: StandIn, run: () => Promise<readonly SourceReceipt[]>): Promise<Result> {
  standIn.reset();
  const started = performance.now();
  const receipts = await run();
  return { calls: standIn.calls(), roundTrips: standIn.roundTrips(), milliseconds: performance.now() - started, receipt: added(receipts) };
}

async function fetched(source: MetricSource, requests: readonly SeriesRequest[]): Promise<SourceReceipt> {
  const { answers, receipt } = await source.fetch(requests);
  const failed = answers.find(({ outcome }) => outcome.kind !== 'series');
  if (failed !== undefined || answers.length !== requests.length) {
    throw new RangeError(
      `The stand-in and the source do not understand each other: ${JSON.stringify(failed?.outcome ?? 'answers are missing')}`,
    );
  }
  return receipt;
}

/** The original's way: each signature and side by itself, one after the other. */
async function oneByOne(source: MetricSource, requests: readonly SeriesRequest[]): Promise<readonly SourceReceipt[]> {
  const receipts: SourceReceipt[] = [];
  for (const request of requests) receipts.push(await fetched(source, [request]));
  return receipts;
}

/** The same on Dynatrace, as one plain query each. */
async function oneQueryEach({ url }: StandIn, requests: readonly SeriesRequest[]): Promise<readonly SourceReceipt[]> {
  for (const { window, signature, environment } of requests) {
    const query = new URLSearchParams({
      metricSelector: `calc:service.step${signature.id}`,
      entitySelector: `tag(stage:${environment.name})`,
      from: String(window.start),
      to: String(window.end),
      resolution: '1m',
    });
    const response = await fetch(`${url}/api/v2/metrics/query?${query.toString()}`);
    await response.json();
  }
  return [{ calls: requests.length, metrics: requests.length, milliseconds: 0, estimatedDollars: 0 }];
}

const cloudWatchAt = ({ url }: StandIn, clock: () => number, cache?: PointsCache): MetricSource =>
  new CloudWatchSource(
    cloudWatchClient({ endpoint: url, region: 'us-east-1', credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' } }),
    {
      clock,
      ...(cache === undefined ? {} : { cache }),
    },
  );

const dynatraceAt = ({ url }: StandIn): MetricSource => dynatraceSource({ url, token: async () => 'dt0c01.example' });

/** Every look of a decision: the window grows by a minute, the history stays. */
async function decision(source: (clock: () => number) => MetricSource): Promise<readonly SourceReceipt[]> {
  let now = begin;
  const asked = source(() => now);
  const receipts: SourceReceipt[] = [];
  for (let look = 1; look <= looks; look += 1) {
    now = begin + (look + 2) * minute;
    receipts.push(await fetched(asked, requestsOf(cloudWatchMetric, windows(look * minute))));
  }
  return receipts;
}

const ratio = (one: number, other: number): string => `${(other / one).toFixed(other / one < 10 ? 1 : 0)} ×`;

const dollars = ({ estimatedDollars }: SourceReceipt): string => `$${estimatedDollars.toFixed(4)}`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const text = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  text.push(...rows.map((row) => [...row]));
  return `${text.toString()}\n`;
}

const row = (name: string, { calls, roundTrips, milliseconds, receipt }: Result): string[] => [
  name,
  String(calls),
  String(roundTrips),
  `${(milliseconds / 1000).toFixed(2)} s`,
  String(receipt.metrics),
  dollars(receipt),
];

const compared = (ours: Result, theirs: Result): string[] => [
  'ratio',
  ratio(ours.calls, theirs.calls),
  ratio(ours.roundTrips, theirs.roundTrips),
  ratio(ours.milliseconds, theirs.milliseconds),
  ratio(ours.receipt.metrics, theirs.receipt.metrics),
  ours.receipt.estimatedDollars === 0 ? '' : ratio(ours.receipt.estimatedDollars, theirs.receipt.estimatedDollars),
];

async function main(): Promise<void> {
  const [slowCloudWatch, slowDynatrace, quickCloudWatch] = await Promise.all([
    startStandIn(cloudWatch, delay),
    startStandIn(dynatrace, delay),
    startStandIn(cloudWatch, 0),
  ]);
  const now = (): number => begin + 33 * minute;
  const onCloudWatch = requestsOf(cloudWatchMetric, windows());
  const onDynatrace = requestsOf(dynatraceMetric, windows());
  const together = {
    cloudWatch: await measure(slowCloudWatch, async () => [await fetched(cloudWatchAt(slowCloudWatch, now), onCloudWatch)]),
    dynatrace: await measure(slowDynatrace, async () => [await fetched(dynatraceAt(slowDynatrace), onDynatrace)]),
  };
  process.stdout.write(`The original's way takes about ${Math.round((onCloudWatch.length * delay) / 1000)} s…\n`);
  const [seriesCloudWatch, seriesDynatrace] = await Promise.all([
    measure(slowCloudWatch, async () => oneByOne(cloudWatchAt(slowCloudWatch, now), onCloudWatch)),
    measure(slowDynatrace, async () => oneQueryEach(slowDynatrace, onDynatrace)),
  ]);
  process.stdout.write(`\n${signatures} signatures × 2 windows × (1 + ${historyPairs} earlier pairs); each call takes ${delay} ms\n`);
  process.stdout.write(
    table(
      ['', 'calls', 'round trips', 'time', 'metrics', 'cost'],
      [
        row('CloudWatch, together', together.cloudWatch),
        row('CloudWatch, one by one', seriesCloudWatch),
        compared(together.cloudWatch, seriesCloudWatch),
        row('Dynatrace, together', together.dynatrace),
        row('Dynatrace, one by one', seriesDynatrace),
        compared(together.dynatrace, seriesDynatrace),
      ],
    ),
  );
  const without = await measure(quickCloudWatch, async () => decision((clock) => cloudWatchAt(quickCloudWatch, clock)));
  const cached = await measure(quickCloudWatch, async () => decision((clock) => cloudWatchAt(quickCloudWatch, clock, new MemoryCache())));
  process.stdout.write(`\nA decision with ${looks} looks on CloudWatch\n`);
  process.stdout.write(
    table(
      ['', 'calls', 'round trips', 'time', 'metrics', 'cost'],
      [row('with the cache', cached), row('without', without), compared(cached, without)],
    ),
  );
  for (const standIn of [slowCloudWatch, slowDynatrace, quickCloudWatch]) standIn.stop();
}

void main();
