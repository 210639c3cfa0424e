/** First rung for rates: totals of a window, and its counts in blocks of a few minutes. */
import type { Direction } from '../../../monspec/monspec';
import type { RateData } from '../case';
import { isSound } from '../level/summary';

/** Bad events of all events. */
export interface Counts {
  readonly bad: number;
  readonly all: number;
}

export interface WindowCounts extends Counts {
  readonly points: number;
  readonly expected: number;
  readonly periodSeconds: number;
  /** By period; undefined where either count is missing. */
  readonly periods: readonly (Counts | undefined)[];
}

/** What is bad of a `lower` metric (a success rate, say) is what its numerator leaves out. */
const badOf = (numerator: number, denominator: number, direction: Direction): number =>
  direction === 'upper' ? numerator : Math.max(0, denominator - numerator);

/** @param end how many periods to look at. @default all */
export const countsOf = (
  { numerator, denominator, periodSeconds }: RateData,
  direction: Direction,
  end: number = denominator.length,
): WindowCounts => {
  const periods: (Counts | undefined)[] = [];
  let [bad, all, points] = [0, 0, 0];
  for (let index = 0; index < end; index += 1) {
    const [part, whole] = [numerator[index], denominator[index]];
    if (isSound(part) && isSound(whole)) {
      const period = { bad: Math.min(badOf(part, whole, direction), whole), all: whole };
      periods.push(period);
      bad += period.bad;
      all += whole;
      points += 1;
    } else {
      periods.push(undefined);
    }
  }
  return { bad, all, points, expected: end, periodSeconds, periods };
};

/** Share of bad events; 0 where there are none at all. */
export const rateOf = ({ bad, all }: Counts): number => (all === 0 ? 0 : bad / all);

/** Adds the second counts with a weight. */
export const plus = (a: Counts, b: Counts, weight = 1): Counts => ({ bad: a.bad + weight * b.bad, all: a.all + weight * b.all });

export const none: Counts = { bad: 0, all: 0 };

/** The window without the run of this many neighbouring periods that has the most bad events. */
export const withoutWorst = (counts: WindowCounts, length: number): Counts => {
  let worst = none;
  for (let from = 0; from + length <= counts.periods.length; from += 1) {
    let run = none;
    for (const period of counts.periods.slice(from, from + length)) {
      run = period === undefined ? run : plus(run, period);
    }
    worst = run.bad > worst.bad ? run : worst;
  }
  return plus(counts, worst, -1);
};

/** Share of the periods that bursts may take. */
const burstShare = 0.5;

/** The window without the half of its periods that has the most bad events. */
export const quiet = (counts: WindowCounts): WindowCounts => {
  const order = counts.periods
    .flatMap((period, index) => (period === undefined ? [] : [{ index, bad: period.bad }]))
    .sort((a, b) => b.bad - a.bad);
  const dropped = new Set(order.slice(0, Math.floor(burstShare * order.length)).map(({ index }) => index));
  const periods = counts.periods.map((period, index) => (dropped.has(index) ? undefined : period));
  const left = periods.reduce<Counts>((sum, period) => (period === undefined ? sum : plus(sum, period)), none);
  return { ...counts, ...left, points: counts.points - dropped.size, periods };
};
