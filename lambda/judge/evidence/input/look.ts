/** What a look of a gate may spend of the error budget. */
import type { LookPlan } from '../../input';
import { betweenLooks, levelLooks } from '../judge-case';
import { lookOf, onlyLook, type Look } from '../look';

/** Share of the error budget that is spent up to the first end of a window that may be made longer; the rest is for its second end. */
export const firstEnd = 0.75;

const reserved = ({ extension }: LookPlan): number => (extension === 'none' ? 1 : firstEnd);

/** A window that was made longer: up to its end only the counts, which may be looked at as often as one likes, can reject. */
const extended = (falseRejects: number, seen: number, { final }: LookPlan, planned: number): Look =>
  final ? onlyLook(falseRejects * (1 - firstEnd)) : betweenLooks(lookOf(falseRejects * firstEnd, seen, false, planned));

/**
 * @param seen seconds of the window that were measured.
 * @param periodSeconds the shortest period of any series; 0 where there is none.
 */
export const gateLook = (falseRejects: number, seen: number, plan: LookPlan | undefined, periodSeconds: number): Look => {
  if (plan === undefined || periodSeconds <= 0) {
    return { ...onlyLook(falseRejects), final: plan?.final ?? true };
  }
  const planned = levelLooks(Math.round(plan.windowSeconds / periodSeconds));
  if (plan.extension === 'used') {
    return extended(falseRejects, seen, plan, planned.size);
  }
  const look = lookOf(falseRejects * reserved(plan), plan.final ? Infinity : seen, plan.final, planned.size);
  return plan.final || planned.has(Math.floor(seen / periodSeconds)) ? look : betweenLooks(look);
};
