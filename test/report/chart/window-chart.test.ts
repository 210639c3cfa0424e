import { describeWindows } from '../../../lambda/report/chart/describe';
import { sizes } from '../../../lambda/report/chart/frame';
import { windowChart } from '../../../lambda/report/chart/window-chart';
import { signatureViews } from '../../../lambda/report/view/signature-view';
import { sample, slow } from '../support/samples';

function signature(id: string, made: ReturnType<typeof sample>) {
  const found = signatureViews(made.validation.lastLook!.signatures, made.evidence).find((view) => view.id === id)!;
  return { found, chart: windowChart(found, made.evidence.windows, sizes.wide) };
}

test('lays both windows over each other by minutes since their start', () => {
  const { chart } = signature('service.responsetime/avg', sample({ stage: 'Production', candidate: slow }));
  expect(chart.candidate.dots.map(({ x }) => x)).toEqual(chart.baseline.dots.map(({ x }) => x));
  expect(chart.candidate.dots).toHaveLength(5);
  expect(chart.xTicks.map(({ label }) => label)).toEqual(['0', '1', '2', '3', '4', '5']);
  expect(chart.yLabel).toBe('ms');
});

test('draws a violated limit between both series, with the side beyond it', () => {
  const { chart } = signature('service.responsetime/avg', sample({ candidate: slow }));
  const [limit] = chart.limits;
  expect(limit!.label).toBe('limit 395 ms');
  expect(Math.max(...chart.candidate.dots.map(({ y }) => y))).toBeLessThan(limit!.y);
  expect(Math.min(...chart.baseline.dots.map(({ y }) => y))).toBeGreaterThan(limit!.y);
  expect(limit!.beyond).toEqual({ y: sizes.wide.top, height: expect.closeTo(limit!.y - sizes.wide.top, 1) });
});

test('a lower limit has its bad side below', () => {
  const { chart } = signature('service.requestspermin/count', sample());
  expect(chart.limits[0]!.beyond.y).toBe(chart.limits[0]!.y);
});

test('marks a missing minute as a gap of its width', () => {
  const { chart, found } = signature('service.failurerate/avg', sample({ missing: [2] }));
  const plot = sizes.wide.width - sizes.wide.left - sizes.wide.right;
  expect(chart.missing).toEqual([{ x: expect.closeTo(sizes.wide.left + plot * 0.4, 0), width: expect.closeTo(plot / 5, 0) }]);
  expect(chart.candidate.path.match(/M/g)).toHaveLength(2);
  expect(describeWindows(found)).toMatch(/^Candidate: 4 points, .* 1 without data\. Baseline: 5 points, .*\. Limit: at most 0\.52 %\.$/);
});

test('says so where there is nothing to draw', () => {
  const { chart, found } = signature('toRelationships:calls/count', sample());
  expect(chart.note).toBe('no data in either window');
  expect(describeWindows(found)).toContain('this source cannot supply the metric');
});

test('counts between requests are no zero failures', () => {
  const made = sample();
  const silent = {
    kind: 'series',
    unit: '%',
    provenance: '',
    series: { kind: 'rate', periodSeconds: 60, start: made.evidence.windows.candidate.start, numerator: [0, 1], denominator: [0, 10] },
  } as const;
  const evidence = { ...made.evidence, measured: { 'service.failurerate/avg': { candidate: silent, baseline: silent } } };
  const { found } = signature('service.failurerate/avg', { ...made, evidence });
  expect(found.sides!.candidate.points!.values).toEqual([null, 10]);
});
