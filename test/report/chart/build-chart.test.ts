import { buildChart } from '../../../lambda/report/chart/build-chart';
import { describeBuilds } from '../../../lambda/report/chart/describe';
import { sizes } from '../../../lambda/report/chart/frame';
import { minuteTicks } from '../../../lambda/report/chart/minute-ticks';
import type { BuildPoint } from '../../../lambda/report/view/builds-view';

const build = (name: string, more: Partial<BuildPoint> = {}): BuildPoint => ({
  name,
  verdict: 'pass',
  candidate: 300,
  baseline: 290,
  upper: 390,
  lower: null,
  ...more,
});
const history = (builds: readonly BuildPoint[]) => ({ id: 'a', label: 'Response time', unit: 'ms', builds });

test('marks every verdict by its own shape', () => {
  const chart = buildChart(
    history([
      build('1'),
      build('2', { verdict: 'fail', candidate: 700 }),
      build('3', { verdict: 'warning' }),
      build('4', { verdict: 'inconclusive', candidate: null }),
    ]),
    sizes.half,
  );
  expect(chart.candidates.map(({ mark }) => mark)).toEqual(['kept', 'violated', 'warned']);
  expect(chart.unmeasured).toHaveLength(1);
  expect(chart.limits).toHaveLength(4);
});

test.each([1, 4, 50])('names as many of %i builds as there is room for, and always the newest', (amount) => {
  const builds = Array.from({ length: amount }, (_, index) => build(`Build ${index + 1}`));
  const { xTicks } = buildChart(history(builds), sizes.narrow);
  expect(xTicks.at(-1)!.label).toBe(`Build ${amount}`);
  const gaps = xTicks.slice(1).map(({ at }, index) => at - xTicks[index]!.at);
  expect(Math.min(60, ...gaps)).toBeGreaterThanOrEqual(8 * 6);
});

test('tells in words what it draws', () => {
  expect(describeBuilds(history([build('Build 1'), build('Build 2', { verdict: 'fail' })]))).toBe(
    '2 builds, oldest first: Build 1 pass, Build 2 fail.',
  );
});

test.each([
  [1, 8, [0, 1]],
  [5, 8, [0, 1, 2, 3, 4, 5]],
  [30, 8, [0, 5, 10, 15, 20, 25, 30]],
  [1440, 4, [0, 360, 720, 1080, 1440]],
])('counts %i minutes in about %i steps', (minutes, wanted, ticks) => {
  expect(minuteTicks(minutes, wanted)).toEqual(ticks);
});
