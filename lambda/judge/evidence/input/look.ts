/** What a look of a gate may spend of the error budget. */
import type { LookPlan } from '../../input';
import { betweenLooks, levelLooks } from '../judge-case';
import { lookOf, onlyLook, type Look } from '../look';

/** Share of the error budget that is spent up to the first end of a window that may be made longer; the rest is for its second end. */
export const firstEnd = 0.75;

const reserved = ({ extension }: LookPlan): number => (extension === 'none' ? 1 : firstEnd);

/**
 * A window that was made longer: up to its end only the counts can reject, which may be looked at as often as one likes,
 * by what was set apart for that in its first half. One that was too short to be looked at before its end set nothing apart.
 */
const extended = (falseRejects: number, seen: number, { final, windowSeconds }: LookPlan, periodSeconds: number): Look => {
  if (final) {
    return onlyLook(falseRejects * (1 - firstEnd));
  }
  const planned = levelLooks(Math.round(windowSeconds / 2 / periodSeconds)).size;
  return betweenLooks(planned > 1 ? lookOf(falseRejects * firstEnd, seen, false, planned) : { ...onlyLook(0), seconds: seen, final });
};

/**
 * @param seen seconds of the window that were measured.
 * @param periodSeconds the shortest period of any series; 0 where there is none.
 */
export const gateLook = (falseRejects: number, seen: number, plan: LookPlan | undefined, periodSeconds: number): Look => {
  if (plan === undefined || periodSeconds <= 0) {
    return { ...onlyLook(falseRejects), final: plan?.final ?? true };
  }
  if (plan.extension === 'used') {
    return extended(falseRejects, seen, plan, periodSeconds);
  }
  const planned = levelLooks(Math.round(plan.windowSeconds / periodSeconds));
  const look = lookOf(falseRejects * reserved(plan), plan.final ? Infinity : seen, plan.final, planned.size);
  return plan.final || planned.has(Math.floor(seen / periodSeconds)) ? look : betweenLooks(look);
};
