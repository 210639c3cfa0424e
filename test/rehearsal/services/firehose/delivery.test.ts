import * as fc from 'fast-check';
import { linesBelow, logCloud, putDocuments } from '../../support/log-cloud';

const minute = 60_000;
const time = '2026-11-20T09:00:00.000Z';
const document = (n: number) => ({ time, message: `line ${n}`, service: 'test', fields: { n } });
const numbers = (documents: readonly Record<string, unknown>[]) =>
  documents.map(({ fields }) => (fields as { n: number }).n).toSorted((a, b) => a - b);

/** Numbers of the documents that are in the failed objects, from their own bytes. */
const failedNumbers = (lines: readonly Record<string, unknown>[]) =>
  numbers(lines.map(({ rawData }) => JSON.parse(Buffer.from(String(rawData), 'base64').toString('utf8')) as Record<string, unknown>));

test('documents are indexed after the interval, under the day of their arrival, and kept in the bucket', async () => {
  const { cloud, clock, domain } = await logCloud();
  await putDocuments(cloud, [document(1), document(2)]);
  await clock.advance(59_000);
  expect(domain.indices.find('*')).toEqual([]);
  await clock.advance(2_000);
  expect(domain.indices.find('*').map(({ name, documents }) => [name, documents.size])).toEqual([['unbreakable-logs-2026-11-20', 2]]);
  await clock.advance(5 * minute);
  expect(numbers(await linesBelow(cloud, 'documents/2026/11/20/09/'))).toEqual([1, 2]);
  await cloud.stop();
});

test('a buffer that is full does not wait', async () => {
  const { cloud, clock, domain } = await logCloud();
  await putDocuments(cloud, [
    { ...document(1), message: 'x'.repeat(900_000) },
    { ...document(2), message: 'x'.repeat(200_000) },
  ]);
  await clock.advance(1);
  expect(domain.indices.find('*')[0]!.documents.size).toBe(2);
  await cloud.stop();
});

test('a document that does not fit the mapping is in the bucket with the reason, once, and in the error log', async () => {
  const { cloud, clock, domain } = await logCloud();
  await putDocuments(cloud, [document(1), { ...document(2), time: 'yesterday' }]);
  await clock.advance(10 * minute);
  expect(domain.indices.find('*')[0]!.documents.size).toBe(1);
  const failed = await linesBelow(cloud, 'failed/AmazonOpenSearchService-failed/2026/11/20/09/');
  expect(failed).toEqual([
    expect.objectContaining({
      attemptsMade: 1,
      errorCode: '400',
      errorMessage: expect.stringContaining('failed to parse field [time] of type [date]') as string,
      esIndexName: 'unbreakable-logs-2026-11-20',
    }),
  ]);
  expect(failedNumbers(failed)).toEqual([2]);
  expect(numbers(await linesBelow(cloud, 'documents/'))).toEqual([1, 2]);
  const { events } = await cloud.call<{ events: { message: string }[] }>(
    'logs',
    'FilterLogEvents',
    { logGroupName: 'errors' },
    { kind: 'operator' },
  );
  expect(events.map(({ message }) => JSON.parse(message) as unknown)).toEqual([expect.objectContaining({ errorCode: '400' })]);
  await cloud.stop();
});

test('a role that is mapped to nothing indexes nothing; all of it is in the bucket', async () => {
  const { cloud, clock, domain, firehose } = await logCloud();
  domain.security.mappings.clear();
  await putDocuments(cloud, [document(1)]);
  await clock.advance(20 * minute);
  expect(firehose.control.all[0]!.totals).toEqual({ taken: 1, backedUp: 1, indexed: 0, failed: 1 });
  expect((await linesBelow(cloud, 'failed/'))[0]!['errorMessage']).toContain('no permissions for');
  await cloud.stop();
});

test('a domain that is away for less than the retry duration loses nothing', async () => {
  const { cloud, clock, search, firehose } = await logCloud();
  const mend = search.control.failRequests(() => 503);
  await putDocuments(cloud, [document(1), document(2)]);
  await clock.advance(3 * minute);
  mend();
  await clock.advance(10 * minute);
  expect(firehose.control.all[0]!.totals).toEqual({ taken: 2, backedUp: 2, indexed: 2, failed: 0 });
  await cloud.stop();
});

/** What the domain answers to each attempt for one document; nothing: it is taken. */
const refusals = fc.array(fc.constantFrom(undefined, 429, 503, 400), { maxLength: 12 });

test('whatever pattern of refusals: no document is lost, none is doubled, and each is indexed or failed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(refusals, { minLength: 1, maxLength: 30 }),
      fc.array(fc.boolean(), { maxLength: 6 }),
      async (patterns, outages) => {
        const { cloud, clock, search, domain, firehose } = await logCloud();
        const attempts = new Map<number, number>();
        search.control.failRequests(() => (outages.shift() === true ? 500 : undefined));
        search.control.refuseItems(({ text }) => {
          const { n } = (JSON.parse(text) as { fields: { n: number } }).fields;
          const attempt = attempts.get(n) ?? 0;
          attempts.set(n, attempt + 1);
          const status = patterns[n]?.[attempt];
          return status === undefined ? undefined : { status, type: 'test', reason: `attempt ${attempt}` };
        });
        for (const [n] of patterns.entries()) {
          await putDocuments(cloud, [document(n)]);
          if (n % 7 === 0) await clock.advance(25_000);
        }
        await clock.advance(30 * minute);

        const all = patterns.map((_, n) => n);
        const indexed = numbers(domain.indices.find('*').flatMap(({ documents }) => [...documents.values()].map(({ source }) => source)));
        const failed = failedNumbers(await linesBelow(cloud, 'failed/'));
        expect(numbers(await linesBelow(cloud, 'documents/'))).toEqual(all);
        expect([...indexed, ...failed].toSorted((a, b) => a - b)).toEqual(all);
        expect(firehose.control.all[0]!.totals).toEqual({
          taken: all.length,
          backedUp: all.length,
          indexed: indexed.length,
          failed: failed.length,
        });
        await cloud.stop();
      },
    ),
    { numRuns: 12 },
  );
});

test('metrics say what became of the records', async () => {
  const { cloud, clock } = await logCloud();
  await putDocuments(cloud, [document(1), { ...document(2), time: 'never' }]);
  await clock.advance(10 * minute);
  const names = cloud
    .callsTo('monitoring', 'PutMetricData')
    .flatMap(({ input }) => input['MetricData'] as { MetricName: string; Value: number }[]);
  expect(Object.fromEntries(names.map(({ MetricName, Value }) => [MetricName, Value]))).toMatchObject({
    IncomingRecords: 2,
    'DeliveryToAmazonOpenSearchService.Success': 0.5,
    'BackupToS3.Records': 2,
  });
  await cloud.stop();
});
