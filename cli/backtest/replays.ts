/** Which windows of the past are judged, and as what. */
import type { Window } from '../../lambda/judge/series';
import { UserError } from '../errors';
import { inWords } from '../window/duration';
import type { Deployments, KnownDeployment } from './deployments';

/** One validation to replay. */
export interface Replay {
  readonly candidate: Window;
  /** Epoch milliseconds at which its deployment began. */
  readonly deployedAt: number;
  /** For people. */
  readonly name: string;
}

/** The validations to replay, oldest first, and what was left out, one sentence each. */
export interface ReplayPlan {
  readonly replays: readonly Replay[];
  readonly notes: readonly string[];
}

/** Lengths of time in milliseconds. */
export interface Spacing {
  readonly since: number;
  readonly every: number;
  readonly window: number;
}

const minute = 60_000;

/** Metrics of the last minutes may not have arrived. */
const latestEnd = (now: number): number => Math.floor((now - 5 * minute) / minute) * minute;

/** Windows that end at every step of the past, the oldest first, on whole minutes. */
export function replayWindows({ since, every, window }: Spacing, now: number): readonly Window[] {
  const end = latestEnd(now);
  const count = Math.max(1, Math.floor((since - window) / every) + 1);
  return Array.from({ length: count }, (_, index) => end - (count - 1 - index) * every).map((at) => ({ start: at - window, end: at }));
}

const clock = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

const assumed = (why: string, spacing: Spacing, now: number): ReplayPlan => ({
  replays: replayWindows(spacing, now).map((candidate) => ({ candidate, deployedAt: candidate.start, name: clock(candidate.start) })),
  notes: [`Assumed: a deployment every ${inWords(spacing.every)}, at the begin of each window (${why}).`],
});

/** A deployment that the next one replaced within its window was not validated. */
function known(from: string, deployments: readonly KnownDeployment[], { since, window }: Spacing, now: number): ReplayPlan {
  const inTime = deployments.filter(({ at, windowStart }) => at >= now - since && windowStart + window <= latestEnd(now));
  if (inTime.length === 0)
    throw new UserError(`No deployment of the last ${inWords(since)} in ${from} has a window that is over. Choose a longer --since.`);
  const kept = inTime.filter((one) => !deployments.some(({ at }) => at > one.at && at < one.windowStart + window));
  const replaced = inTime.length - kept.length;
  return {
    replays: kept.map(({ at, windowStart: start, name }) => ({ candidate: { start, end: start + window }, deployedAt: at, name })),
    notes: [
      `Replayed: ${kept.length} deployments from ${from}.`,
      ...(replaced === 0 ? [] : [`Left out: ${replaced} that the next deployment replaced within the window.`]),
    ],
  };
}

/** What to replay. @throws UserError where known deployments lie in another time. */
export const planReplays = (deployments: Deployments, spacing: Spacing, now: number): ReplayPlan => {
  switch (deployments.kind) {
    case 'assumed':
      return assumed(deployments.why, spacing, now);
    case 'known':
      return known(deployments.from, deployments.deployments, spacing, now);
  }
};
