import { replayWindows } from '../../../cli/backtest/replays';
import { run } from '../support/run';
import { file, monspecFile, pathOf } from '../support/series';

const minute = 60_000;
const hour = 60 * minute;

test('windows end at every step, the newest five minutes ago', () => {
  const windows = replayWindows({ since: 3 * hour, every: hour, window: 30 * minute }, 10 * hour);
  expect(windows.map(({ start, end }) => [start / minute, end / minute])).toEqual([
    [445, 475],
    [505, 535],
    [565, 595],
  ]);
});

/** Twelve hours in which staging is 50 % slower for one of them. */
const past = (): string => {
  const now = Math.floor(Date.now() / minute) * minute;
  const rows = Array.from({ length: 12 * 60 }, (_, ago) => {
    const at = new Date(now - ago * minute).toISOString();
    const slow = ago >= 120 && ago < 180 ? 150 : 104;
    return [
      `${at},Staging,service.responsetime,${slow},,`,
      `${at},Production,service.responsetime,100,,`,
      `${at},Staging,service.failurerate,,1,1000`,
      `${at},Production,service.failurerate,,1,1000`,
    ];
  });
  return file('past.csv', ['time,environment,signature,value,numerator,denominator', ...rows.flat()].join('\n'));
};

const backtest = async (...more: string[]) =>
  run(['backtest', monspecFile(), '--comparison', 'ToProduction', '--source', past(), '--since', '8h', ...more]);

test('says how often it would have rejected, what did it, and which margins would have been quiet', async () => {
  const { code, out } = await backtest('--format', 'json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    replays: 8,
    verdicts: { warning: 0, inconclusive: 0 },
    signatures: [
      { id: 'service.responsetime/avg', allowed: { kind: 'percent', value: 30 }, inconclusive: 0, quiet: { always: 50 } },
      { id: 'service.failurerate/avg', failed: 0, allowed: { kind: 'limit', value: 2 }, quiet: { always: 0.11 } },
    ],
  });
});

test('the table ends with a sentence, and a file gets it too', async () => {
  const { out } = await backtest();
  expect(out).toMatch(/shop: ToProduction, 30m windows over 8h\nAssumed: a deployment every 1h, at the begin of each window/);
  expect(out.trim().split('\n').at(-1)).toMatch(
    /^Of 8 validations the gate would have rejected [12] \(\d+ %\), held 0 \(0 %\) and passed [67] \(\d+ %\): Response time \(avg\) failed [12] times\.$/,
  );
  const written = await backtest('--format', 'markdown', '--out', pathOf('backtest.md'));
  expect(written.out).toMatch(/^Of 8 validations/);
});

test('windows without data are inconclusive, not quiet', async () => {
  const { code, out } = await run([
    'backtest',
    monspecFile(),
    '--comparison',
    'ToProduction',
    '--source',
    past(),
    '--since',
    '20h',
    '--every',
    '4h',
    '--format',
    'json',
  ]);
  expect(code).toBe(0);
  expect((JSON.parse(out) as { verdicts: { inconclusive: number } }).verdicts.inconclusive).toBeGreaterThanOrEqual(2);
});

test('a source that fails everywhere is exit code 4', async () => {
  const ran = await run(['backtest', monspecFile(), '--comparison', 'ToProduction', '--source', 'cloudwatch', '--since', '2h'], {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  });
  expect(ran.code).toBe(4);
  expect(ran.err).toContain('A metric source failed in 2 of 2 windows, for example: CloudWatch did not answer');
});
