/** Whether a gate that answers by itself still has to speak about a deployment. Pure. */
import type { Timing, Validation } from '../../gate/validation';

const minute = 60_000;

/** Beyond its times a gate is waited for so long: longer than its workflow tries a step again. Then it has failed, and people know. */
const grace = 20 * minute;

const latestVerdict = ({ candidate, extended, extendSeconds, ingestionDelaySeconds, lookEverySeconds }: Timing): number =>
  candidate.end + 1_000 * ((extended ? 0 : extendSeconds) + 2 * ingestionDelaySeconds + lookEverySeconds);

/**
 * A gate in mode `enforce` that has not decided within its time, or that has rejected and not yet said whether it rolls
 * back. Two at once on one deployment would spoil the gate's measurement. `now` in epoch milliseconds.
 */
export const isGateAtWork = ({ mode, timing, decision, remediation }: Validation, now: number): boolean => {
  if (mode !== 'enforce') {
    return false;
  }
  if (decision === undefined) {
    return now < latestVerdict(timing) + grace;
  }
  return decision.decision === 'reject' && decision.by === 'gate' && remediation === undefined && now < decision.at + grace;
};
