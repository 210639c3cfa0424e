/**
 * The re-implementations against cases of the originals' own test suites, where somebody has them: set
 * UNBREAKABLE_CONFORMANCE to a folder with `keptn-v1-lighthouse/single-criteria.json` and
 * `kayenta/metric-classifier-cases.json`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classify, shiftOf } from '../../../bench/judge/peers/kayenta';
import { meets, type Aggregate } from '../../../bench/judge/peers/keptn';

const folder = process.env['UNBREAKABLE_CONFORMANCE'];
const read = (file: string): readonly unknown[] => {
  const path = join(folder ?? '', file);
  return folder !== undefined && existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as unknown[]) : [];
};

interface Criterion {
  readonly Name: string;
  readonly InSLIResult: { readonly Value: number };
  readonly InCriteria: string;
  readonly InPreviousResults?: readonly { readonly Value: { readonly Value: number } }[];
  readonly InComparison?: { readonly AggregateFunction: Aggregate };
  readonly ExpectedResult: boolean;
  readonly ExpectedError: unknown;
}

interface Classified {
  readonly name: string;
  readonly experiment: readonly (number | 'NaN')[];
  readonly control: readonly (number | 'NaN')[];
  readonly config: {
    readonly classifier: string;
    readonly tolerance: number;
    readonly confLevel: number;
    readonly effectSizeMeasure: string;
    readonly effectSizeThresholds: readonly [number, number];
    readonly criticalThresholds: readonly [number, number];
    readonly direction: 'either' | 'increase' | 'decrease';
  };
  readonly expected: { readonly classification: string };
}

interface Interval {
  readonly name: string;
  readonly experiment_x: readonly number[];
  readonly control_y: readonly number[];
  readonly confidenceLevel?: number;
  readonly expected?: { readonly lower: number; readonly upper: number };
}

const criteria = (read('keptn-v1-lighthouse/single-criteria.json') as readonly Criterion[]).filter(
  ({ ExpectedError }) => ExpectedError === null,
);
/** Ours has no common-language effect size, no critical thresholds and no policy for missing data. */
const classified = (read('kayenta/metric-classifier-cases.json') as readonly Classified[]).filter(
  ({ config, experiment, control }) =>
    config.classifier === 'MannWhitneyClassifier' &&
    config.effectSizeMeasure === 'meanRatio' &&
    config.criticalThresholds.every((one) => one === 1) &&
    experiment.length > 0 &&
    control.length > 0,
);
const intervals = (read('kayenta/mann-whitney-confidence-interval-cases.json') as readonly Interval[]).filter(
  ({ expected }) => expected !== undefined,
);

test('says whether the originals were compared', () => {
  const count = criteria.length + classified.length + intervals.length;
  process.stdout.write(
    count === 0
      ? 'Conformance with Keptn and Kayenta: skipped, UNBREAKABLE_CONFORMANCE names no fixtures.\n'
      : `Conformance with Keptn and Kayenta: ${count} cases.\n`,
  );
  expect(folder === undefined || count > 0).toBe(true);
});

test('Keptn: single criteria', () => {
  for (const it of criteria) {
    const previous = (it.InPreviousResults ?? []).map(({ Value }) => Value.Value);
    expect([it.Name, meets(it.InSLIResult.Value, it.InCriteria, previous, it.InComparison?.AggregateFunction ?? 'avg')]).toEqual([
      it.Name,
      it.ExpectedResult,
    ]);
  }
});

/** The original finds its bounds to within this much; where both lie closer to zero, its answer is that of its root finder. */
const rootTolerance = 1e-4;

const numbers = (values: Classified['experiment']): number[] => values.filter((value) => value !== 'NaN');

test('Kayenta: classification', () => {
  for (const { name, experiment, control, config, expected } of classified) {
    const { lower, upper } = shiftOf(numbers(experiment), numbers(control), config.confLevel);
    if (Math.max(Math.abs(lower), Math.abs(upper)) < rootTolerance) {
      continue;
    }
    const found = classify(numbers(experiment), numbers(control), {
      direction: config.direction,
      confidence: config.confLevel,
      tolerance: config.tolerance,
      effects: config.effectSizeThresholds,
    });
    expect([name, found]).toEqual([name, expected.classification]);
  }
});

test('Kayenta: interval of the shift', () => {
  for (const { experiment_x: x, control_y: y, confidenceLevel, expected } of intervals) {
    const { lower, upper } = shiftOf(x, y, confidenceLevel ?? 0.95);
    expect(Math.abs(lower - (expected?.lower ?? 0))).toBeLessThan(rootTolerance);
    expect(Math.abs(upper - (expected?.upper ?? 0))).toBeLessThan(rootTolerance);
  }
});
