/**
 * Measures what a look costs at its sources, beside the original's way: one call per signature and side, in series. The
 * stand-ins answer after 100 ms; every number comes from calls that were really made.
 *
 *     npx tsx bench/sources/run.ts
 */
import { dynatraceSource } from '../../lambda/sources/dynatrace/dynatrace-source';
import { added } from '../../lambda/sources/merged-receipt';
import type { MetricSource, SeriesRequest, SourceReceipt } from '../../lambda/sources/source';
import { cloudWatchAt } from './cloudwatch';
import { decisions } from './decisions';
import { begin, cloudWatchMetric, dynatraceMetric, historyPairs, minute, requestsOf, signatures } from './questions';
import { cloudWatch, dynatrace, startStandIn, type StandIn } from './stand-in';
import { dollars, ratio, table } from './text';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const delay = 100;

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

const dynatraceAt = ({ url }: StandIn): MetricSource => dynatraceSource({ url, token: async () => 'dt0c01.example' });

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
  const [slowCloudWatch, slowDynatrace] = await Promise.all([startStandIn(cloudWatch, delay), startStandIn(dynatrace, delay)]);
  const now = (): number => begin + 33 * minute;
  const onCloudWatch = requestsOf(cloudWatchMetric);
  const onDynatrace = requestsOf(dynatraceMetric);
  const together = {
    cloudWatch: await measure(slowCloudWatch, async () => [await fetched(cloudWatchAt(slowCloudWatch, now), onCloudWatch)]),
    dynatrace: await measure(slowDynatrace, async () => [await fetched(dynatraceAt(slowDynatrace), onDynatrace)]),
  };
  process.stdout.write(`The original's way takes about ${Math.round((onCloudWatch.length * delay) / 1000)} s…\n`);
  const [seriesCloudWatch, seriesDynatrace] = await Promise.all([
    measure(slowCloudWatch, async () => oneByOne(cloudWatchAt(slowCloudWatch, now), onCloudWatch)),
    measure(slowDynatrace, async () => oneQueryEach(slowDynatrace, onDynatrace)),
  ]);
  process.stdout.write(`\n${signatures} signatures × 2 windows × (1 + ${historyPairs} earlier days); each call takes ${delay} ms\n`);
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
  process.stdout.write(await decisions(slowCloudWatch));
  for (const standIn of [slowCloudWatch, slowDynatrace]) standIn.stop();
}

void main();
