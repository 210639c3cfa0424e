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
  /** Bad and all events by period; NaN in both where either count is missing. Two arrays of numbers, since there are many. */
  readonly bads: readonly number[];
  readonly alls: readonly number[];
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
  const [bads, alls]: [number[], number[]] = [[], []];
  let [bad, all, points] = [0, 0, 0];
  for (let index = 0; index < end; index += 1) {
    const [part, whole] = [numerator[index], denominator[index]];
    if (isSound(part) && isSound(whole)) {
      const worse = Math.min(badOf(part, whole, direction), whole);
      bads.push(worse);
      alls.push(whole);
      bad += worse;
      all += whole;
      points += 1;
    } else {
      bads.push(NaN);
      alls.push(NaN);
    }
  }
  return { bad, all, points, expected: end, periodSeconds, bads, alls };
};

/** Events of some neighbouring periods; missing ones have none. */
export const eventsIn = ({ bads, alls }: WindowCounts, from: number, to: number): Counts => {
  let [bad, all] = [0, 0];
  for (let index = from; index < Math.min(to, alls.length); index += 1) {
    const whole = alls[index] ?? NaN;
    if (whole >= 0) {
      bad += bads[index] ?? 0;
      all += whole;
    }
  }
  return { bad, all };
};

/** Share of bad events; 0 where there are none at all. */
export const rateOf = ({ bad, all }: Counts): number => (all === 0 ? 0 : bad / all);

/** Adds the second counts with a weight. */
export const plus = (a: Counts, b: Counts, weight = 1): Counts => ({ bad: a.bad + weight * b.bad, all: a.all + weight * b.all });

export const none: Counts = { bad: 0, all: 0 };

/** The window without the run of this many neighbouring periods that has the most bad events. */
export const withoutWorst = (counts: WindowCounts, length: number): Counts => {
  let worst = none;
  for (let from = 0; from + length <= counts.alls.length; from += 1) {
    const run = eventsIn(counts, from, from + length);
    worst = run.bad > worst.bad ? run : worst;
  }
  return plus(counts, worst, -1);
};

/** Share of the periods that bursts may take. */
const burstShare = 0.5;

/** The window without the half of its periods that has the most bad events. */
export const quiet = (counts: WindowCounts): WindowCounts => {
  const order = counts.bads.flatMap((bad, index) => (Number.isNaN(bad) ? [] : [{ index, bad }])).sort((a, b) => b.bad - a.bad);
  const dropped = new Set(order.slice(0, Math.floor(burstShare * order.length)).map(({ index }) => index));
  const kept = (events: readonly number[]): number[] => events.map((event, index) => (dropped.has(index) ? NaN : event));
  const left = { ...counts, points: counts.points - dropped.size, bads: kept(counts.bads), alls: kept(counts.alls) };
  return { ...left, ...eventsIn(left, 0, left.alls.length) };
};
