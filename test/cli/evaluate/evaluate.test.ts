import { readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { replay } from '../../../lambda/judge/replay';
import { run } from '../support/run';
import { file, monspec, monspecFile, pathOf, series, window } from '../support/series';

const evaluate = async (source: string, ...more: string[]) =>
  run(['evaluate', monspecFile(), '--comparison', 'ToProduction', '--source', source, ...window, ...more]);

test.each([
  ['a good build', 110, 0, 'Pass: Staging against Production: All 2 judged signatures keep their bounds.'],
  ['a slow build', 150, 1, 'Fail: Staging against Production: Response time (avg) 150 ms is 50 % above the baseline 100 ms'],
])('%s: exit code and closing sentence', async (_, milliseconds, code, sentence) => {
  const ran = await evaluate(series(milliseconds));
  expect(ran).toMatchObject({ code, err: '' });
  expect(ran.out).toContain(sentence);
  expect(ran.out.trim().split('\n').at(-1)).toContain(sentence);
});

test('the table has a small graph per signature, both windows and the cost', async () => {
  const { out } = await evaluate(series(110));
  expect(out).toMatch(/Response time \(avg\).*110 ms.*100 ms.*\+10 %.*at most 130 ms.*[▁-█]{10,}/);
  expect(out).toContain('Candidate  Staging, 20 Nov 2026, 09:00–09:30 UTC (30 min)');
  expect(out).toMatch(/Sources: 0 calls, 0 metrics, [\d.]+ kB/);
});

test('JSON is the whole input of the judge: its verdict can be computed again', async () => {
  const { out, err } = await evaluate(series(150), '--format', 'json');
  const evaluation = JSON.parse(out) as Parameters<typeof replay>[0] & { verdict: unknown };
  expect(JSON.parse(JSON.stringify(replay(evaluation)))).toEqual(evaluation.verdict);
  expect(err).toContain('Fail: Staging');
});

test('JUnit: a test per signature and one for the verdict', async () => {
  const path = pathOf('reports/gate.xml');
  const ran = await evaluate(series(150), '--format', 'junit', '--out', path);
  expect(ran).toMatchObject({ code: 1, out: expect.stringContaining('Fail: ') as string });
  const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(readFileSync(path, 'utf8')) as {
    testsuites: { testsuite: Record<string, unknown> & { testcase: Record<string, unknown>[] } };
  };
  expect(testsuites.testsuite).toMatchObject({ '@_tests': '3', '@_failures': '2', '@_errors': '0' });
  expect(testsuites.testsuite.testcase.map((one) => [one['@_name'], 'failure' in one])).toEqual([
    ['Verdict', true],
    ['Response time (avg)', true],
    ['Failure rate (avg)', false],
  ]);
});

test('JUnit stays well-formed whatever names hold', async () => {
  const odd = { 'a<b>&"\u0001': monspec.shop };
  const { out } = await run([
    'evaluate',
    monspecFile(odd, 'odd.json'),
    '--comparison',
    'ToProduction',
    '--source',
    series(110),
    ...window,
    '--format',
    'junit',
  ]);
  const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(out, true) as {
    testsuites: { testsuite: Record<string, string> };
  };
  expect(testsuites.testsuite['@_name']).toContain('a<b>&"');
  expect(out).not.toContain('\u0001');
});

test.each([
  ['markdown', /^# shop: ToProduction: ✗ Fail\n/],
  ['html', /^<!doctype html><html lang="en">/],
])('%s', async (format, begins) => {
  const { out } = await evaluate(series(150), '--format', format);
  expect(out).toMatch(begins);
  expect(out).toContain('Response time');
});

test('a build without data is inconclusive, not passed', async () => {
  const header =
    'time,environment,signature,value\n2026-11-20T08:00:00Z,Staging,service.responsetime,1\n2026-11-20T08:00:00Z,Production,service.responsetime,1\n';
  expect(await evaluate(file('old.csv', header))).toMatchObject({ code: 2 });
});

describe('what the person at the keyboard can mend', () => {
  const good = series(100, 'good.csv');
  const base = ['evaluate', monspecFile(), '--comparison', 'ToProduction', '--source', good];
  const future = new Date(Date.now() + 3_600_000).toISOString();
  const cases: [string, string[], string][] = [
    [
      '--from after --to',
      [...base, '--from', '2026-11-20T10:00Z', '--to', '2026-11-20T09:00Z'],
      '--from (2026-11-20T10:00Z) must lie at least a minute before --to (2026-11-20T09:00Z)',
    ],
    ['a window in the future', [...base, '--from', '-10m', '--to', future], 'Add --wait to measure until then'],
    ['two windows', [...base, '--last', '30m', '--from', '-1h'], '--last and --from or --to exclude each other'],
    ['--to alone', [...base, '--to', 'now'], '--to needs --from'],
    [
      'an unknown comparison',
      ['evaluate', monspecFile(), '--comparison', 'Nope', '--source', good, ...window],
      'There is no comparison "Nope"',
    ],
    ['a monspec that is none', ['evaluate', file('broken.json', '{"shop": {'), '--comparison', 'x', '--source', good], 'This is not JSON'],
    ['a monspec that is not there', ['evaluate', pathOf('none.json'), '--comparison', 'x', '--source', good], 'cannot be read'],
    ['a file of series that is not there', [...base.slice(0, 4), '--source', pathOf('none.csv'), ...window], 'cannot be read'],
    ['a folder in place of a report', [...base, ...window, '--out', '/'], '--out /: the file cannot be written'],
    ['Dynatrace without an address', [...base.slice(0, 4), '--source', 'dynatrace', ...window], '--source dynatrace needs DYNATRACE_URL'],
  ];
  test.each(cases)('%s exits with 3 and one clear sentence', async (_, args, sentence) => {
    const ran = await run(args);
    expect(ran).toMatchObject({ code: 3, out: '' });
    expect(ran.err).toContain(sentence);
  });

  test.each([
    [['--last', 'soon'], 'expected a length of time, for example 30m'],
    [['--from', 'yesterday'], 'expected a time such as 2026-11-20T10:00Z, -2h or now'],
    [['--source', 'graphite'], 'expected cloudwatch, dynatrace, prometheus, or a file'],
    [['--format', 'pdf'], 'Allowed choices are table, json, markdown, html, junit'],
  ])('%j is refused', async (args, sentence) => {
    const ran = await run([...base.slice(0, 4), ...args]);
    expect(ran.code).toBe(3);
    expect(ran.err).toContain(sentence);
  });

  test('a broken file of series is a source error with its line', async () => {
    const ran = await evaluate(file('broken.csv', 'time,environment,signature,value\nnever,Staging,x,1'));
    expect(ran).toMatchObject({ code: 4, err: expect.stringContaining('line 2: time is neither ISO 8601') as string });
  });
});
