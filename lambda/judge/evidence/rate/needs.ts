/** For an inconclusive rate: how many more events would decide at the present rates. */
import { expectedRate } from './reference';
import { rateOf } from './counts';
import { boundsOf, type RateQuestion } from './verdict';

/** Nobody waits for more than this many times the present window. */
const longest = 50;

/** Undefined where no number of events will do. */
export const eventsMissing = (question: RateQuestion): number | undefined => {
  const { reference, margin } = question;
  const expected = expectedRate(reference);
  const [rate, all] = [rateOf(reference.believed), reference.candidate.all];
  const [low, high] = boundsOf(question);
  const reach = rate > margin.allowed ? rate - expected - low : high - (rate - expected);
  const room = rate > margin.allowed ? rate - expected : margin.critical - rate;
  const times = room <= 0 ? Infinity : (reach / room) ** 2;
  return times > longest || all === 0 ? undefined : Math.max(1, Math.ceil(all * Math.max(times - 1, 0.1)));
};
