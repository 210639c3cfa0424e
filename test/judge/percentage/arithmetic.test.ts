/** The original's arithmetic, to the letter. */
import { judgePercentage } from '../../../lambda/judge/percentage/judge';
import { comparison, input, judgeOne, key, levels, responseTime, signature } from './inputs';

test.each([
  [309, 612, 25, 'fail', 'Response time (avg) 612 ms is 98 % above the baseline 309 ms; allowed +25 % (386 ms).'],
  [309, 320, 25, 'pass', 'Response time (avg) 320 ms is 3.6 % above the baseline 309 ms; allowed +25 % (386 ms).'],
  [100, 125, 25, 'pass', 'Response time (avg) 125 ms is 25 % above the baseline 100 ms; allowed +25 % (125 ms).'],
  [100, 125.001, 25, 'fail', 'Response time (avg) 125.001 ms is 25 % above the baseline 100 ms; allowed +25 % (125 ms).'],
  [100, 100, 0, 'pass', 'Response time (avg) 100 ms equals the baseline 100 ms; allowed +0 % (100 ms).'],
  [100, 50, 25, 'pass', 'Response time (avg) 50 ms is 50 % below the baseline 100 ms; allowed +25 % (125 ms).'],
  [12_345, 67_890, 10, 'fail', 'Response time (avg) 67,890 ms is 450 % above the baseline 12,345 ms; allowed +10 % (13,580 ms).'],
] as const)('baseline %d, candidate %d, allowed +%d %%: %s', (baseline, candidate, percent, verdict, reason) => {
  const of = responseTime();
  const judged = judgeOne(of, levels(of, candidate, baseline), percent);
  expect(judged).toMatchObject({ verdict, signatures: [{ verdict, reason, unit: 'ms', candidate, baseline }] });
});

test.each([
  [
    1000,
    100,
    90,
    'pass',
    'Requests per minute (count) 100 requests/min is 90 % below the baseline 1,000 requests/min; allowed −90 % (100 requests/min).',
  ],
  [
    1000,
    99,
    90,
    'fail',
    'Requests per minute (count) 99 requests/min is 90 % below the baseline 1,000 requests/min; allowed −90 % (100 requests/min).',
  ],
  [
    1000,
    5000,
    0,
    'pass',
    'Requests per minute (count) 5,000 requests/min is 400 % above the baseline 1,000 requests/min; allowed −0 % (1,000 requests/min).',
  ],
] as const)('lower: baseline %d, candidate %d, allowed −%d %%: %s', (baseline, candidate, percent, verdict, reason) => {
  const of = signature('service.requestspermin', { aggregate: 'count', direction: 'lower' });
  expect(judgeOne(of, levels(of, candidate, baseline), percent).signatures[0]).toMatchObject({ verdict, reason });
});

test.each([
  [99.9, { upperLimit: 100 }, 'pass', 'Response time (avg) 99.9 ms is below its limit of 100 ms.'],
  [100, { upperLimit: 100 }, 'fail', 'Response time (avg) 100 ms is not below its limit of 100 ms.'],
  [50.1, { lowerLimit: 50 }, 'pass', 'Response time (avg) 50.1 ms is above its limit of 50 ms.'],
  [50, { lowerLimit: 50 }, 'fail', 'Response time (avg) 50 ms is not above its limit of 50 ms.'],
  [75, { lowerLimit: 50, upperLimit: 100 }, 'pass', 'Response time (avg) 75 ms is between its limits of 50 ms and 100 ms.'],
  [101, { lowerLimit: 50, upperLimit: 100 }, 'fail', 'Response time (avg) 101 ms is not below its limit of 100 ms.'],
  [49, { lowerLimit: 50, upperLimit: 100 }, 'fail', 'Response time (avg) 49 ms is not above its limit of 50 ms.'],
] as const)('a limit replaces the baseline: %d with %j is %s', (candidate, limits, verdict, reason) => {
  const of = responseTime(limits);
  expect(judgeOne(of, levels(of, candidate, 1)).signatures[0]).toMatchObject({ verdict, reason });
});

test('a limit needs no baseline', () => {
  const of = responseTime({ upperLimit: 100 });
  const measured = { ...levels(of, 50, 1), baseline: { kind: 'no-data', detail: 'nothing' } as const };
  expect(judgeOne(of, measured)).toMatchObject({ verdict: 'pass', signatures: [{ baseline: null, changePercent: null }] });
});

test('a metric has its own margin, else the default', () => {
  const of = responseTime();
  const wide = { ...input([of], { [of.id]: levels(of, 180, 100) }), comparison: comparison(10, { [key('service.responsetime')]: 90 }) };
  expect(judgePercentage(wide).verdict).toBe('pass');
  expect(judgePercentage({ ...wide, comparison: comparison(10, { [key('service.failurerate')]: 90 }) }).verdict).toBe('fail');
});

test('the verdict carries bound and change', () => {
  const of = responseTime();
  expect(judgeOne(of, levels(of, 150, 100), 20).signatures[0]).toMatchObject({
    limit: { upper: 120 },
    changePercent: 50,
    label: 'Response time (avg)',
  });
});
