/** For an inconclusive rate: how many more events, or how much more time, would decide at the present rates. */
import type { RateLack } from '../words/rate';
import { expectedRate } from './reference';
import { rateOf } from './counts';
import { boundsOf, bursty, type RateQuestion } from './verdict';

/** Nobody waits for more than this many times the present window. */
const longest = 50;

/** Bursts are as rare as minutes: a span shorter than this share of the window would hardly show one more. */
const shortestSpan = 0.5;

/** Undefined where no number of events will do. */
const eventsMissing = (question: RateQuestion): number | undefined => {
  const { reference, margin } = question;
  const expected = expectedRate(reference);
  const [rate, all] = [rateOf(reference.believed), reference.candidate.all];
  const [low, high] = boundsOf(question);
  const reach = rate > margin.allowed ? rate - expected - low : high - (rate - expected);
  const room = rate > margin.allowed ? rate - expected : margin.critical - rate;
  const times = room <= 0 ? Infinity : (reach / room) ** 2;
  return times > longest || all === 0 ? undefined : Math.max(1, Math.ceil(all * Math.max(times - 1, 0.1)));
};

/** What is missing until the rate decides. @param periodSeconds of the candidate's points */
export const rateLackOf = (question: RateQuestion, periodSeconds: number): RateLack => {
  const { candidate, dispersion } = question.reference;
  const requests = eventsMissing(question);
  if (requests === undefined) {
    return { kind: question.terms.look.final ? 'history' : 'end' };
  }
  const seconds = candidate.points * periodSeconds;
  return dispersion < bursty || seconds <= 0
    ? { kind: 'requests', requests, perSecond: seconds > 0 ? candidate.all / seconds : 0 }
    : { kind: 'span', seconds: seconds * Math.max(requests / candidate.all, shortestSpan) };
};
