/** The sixteen families of situations and their 35 cells. */
import { plainSide, type Side } from './window';

/** How two windows of a family relate. */
export interface Circumstances {
  /** Both sides run at the same time. */
  readonly concurrent: boolean;
  /** Standard deviation of the level between two windows. */
  readonly windowEffect: number;
  /** Whether the sides lie on different days. */
  readonly otherDay: boolean;
  readonly candidate: Side;
  readonly baseline: Side;
  /** Chance that a neighbour disturbs a window, on either side. */
  readonly neighbours: number;
  /** Allowed drop of the throughput in percent. */
  readonly throughputPercent: number;
}

export interface Cell {
  readonly family: string;
  readonly truth: string;
  readonly good: boolean;
  readonly circumstances: Circumstances;
  /** What the build changes on the candidate's side; earlier pairs are without it. */
  readonly build: (side: Side) => Side;
}

const previous: Circumstances = {
  concurrent: false,
  windowEffect: 0.03,
  otherDay: false,
  candidate: plainSide,
  baseline: plainSide,
  neighbours: 0,
  throughputPercent: 30,
};

const faster =
  (factor: number) =>
  (side: Side): Side => ({ ...side, level: (passed) => side.level(passed) * factor });
const leak =
  (rise: number) =>
  (side: Side): Side => ({ ...side, level: (passed) => side.level(passed) * (1 + rise * passed) });
const failing =
  (rate: number) =>
  (side: Side): Side => ({ ...side, failing: rate });
const both = (change: Partial<Side>): Pick<Circumstances, 'candidate' | 'baseline'> => ({
  candidate: { ...plainSide, ...change },
  baseline: { ...plainSide, ...change },
});

type Truth = readonly [truth: string, good: boolean, build: Cell['build']];

const same: Truth = ['same', true, (side) => side];
const plus = (percent: number): Truth => [`+${percent} %`, false, faster(1 + percent / 100)];

const family = (name: string, circumstances: Partial<Circumstances>, truths: readonly Truth[]): Cell[] =>
  truths.map(([truth, good, build]) => ({ family: name, truth, good, circumstances: { ...previous, ...circumstances }, build }));

export const cells: readonly Cell[] = [
  ...family('01 concurrent canary', { concurrent: true, windowEffect: 0.01 }, [same, plus(25), plus(40), plus(100)]),
  ...family('02 previous window', {}, [same, plus(25), plus(40), plus(100)]),
  ...family('03 diurnal ramp', { candidate: { ...plainSide, requestsPerMinute: 150, level: () => 1.1 } }, [
    same,
    plus(25),
    plus(40),
    plus(100),
  ]),
  ...family('04 same window yesterday', { otherDay: true, windowEffect: 0.06 }, [same, plus(25), plus(40), plus(100)]),
  ...family('05 noisy neighbour', { neighbours: 0.5 }, [same, plus(40)]),
  ...family('06 three requests a minute', both({ requestsPerMinute: 3 }), [same, plus(100)]),
  ...family('07 failures', {}, [
    ['errors ×3', false, failing(0.015)],
    ['10 % failing', false, failing(0.1)],
  ]),
  ...family('08 staging mismatch', { candidate: { ...plainSide, requestsPerMinute: 12, level: () => 1.4 }, throughputPercent: 95 }, [
    same,
    plus(40),
  ]),
  ...family('09 slow leak', {}, [
    ['to +50 %', false, leak(0.5)],
    ['to +100 %', false, leak(1)],
  ]),
  ...family('10 tail only', {}, [['4 % of requests ×10', false, (side) => ({ ...side, tailShare: 0.04 })]]),
  ...family('11 cache misses', {}, [['5 → 15 % slow', false, (side) => ({ ...side, slowShare: 0.15 })]]),
  ...family('12 minutes missing', { candidate: { ...plainSide, missing: 0.3 } }, [same, plus(40)]),
  ...family('13 bursty errors', both({ bursts: 1 }), [same, ['+3 points', false, failing(0.035)]]),
  ...family('14 throughput', {}, [['−50 %', false, (side) => ({ ...side, requestsPerMinute: side.requestsPerMinute / 2 })]]),
  ...family('15 improvement', {}, [['−20 %', true, faster(0.8)]]),
  ...family('16 inside the margin', {}, [['+7.5 %', true, faster(1.075)]]),
];
