/** Deployments of the past stay what they are: the looks of a gate ask for them once. */
import { destinationKey } from '../../../contract/destination';
import type { Window } from '../../../judge/series';
import type { DeploymentTimes } from '../../ports/deployments';

/** Answers that one function keeps; the oldest goes first. */
const most = 100;

/** Whether nothing can be added to an answer: the span is over, and so are its deployments. */
const isSettled = ({ end }: Window, spans: readonly Window[], now: number): boolean =>
  end <= now && spans.every((span) => span.end <= now);

/** Keeps answers that can no longer change. @param now epoch milliseconds */
export const keptTimes = (times: DeploymentTimes, now: () => number): DeploymentTimes => {
  const kept = new Map<string, readonly Window[]>();
  return {
    during: async (destination, span) => {
      const key = `${destination.account?.readRoleArn ?? ''} ${destinationKey(destination)} ${span.start} ${span.end}`;
      const known = kept.get(key);
      if (known !== undefined) {
        return known;
      }
      const asked = now();
      const spans = await times.during(destination, span);
      if (isSettled(span, spans, asked)) {
        kept.set(key, spans);
        [...kept.keys()].slice(0, -most).forEach((old) => kept.delete(old));
      }
      return spans;
    },
  };
};
