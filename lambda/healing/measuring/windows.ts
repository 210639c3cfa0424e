/** Where the windows of healing lie. Times are epoch milliseconds, on whole minutes. Pure. */
import type { Window } from '../../sources/source';

const minute = 60_000;

const downToMinute = (instant: number): number => Math.floor(instant / minute) * minute;
const upToMinute = (instant: number): number => Math.ceil(instant / minute) * minute;

/** Alarms go off after some bad minutes; so much of the time before the begin of a problem is measured, too. */
const lead = 3 * minute;

/** Longest window of a problem that goes on for long. */
const longest = 30 * minute;

/** The time before a deployment of the same length as a window. */
export const beforeDeployment = ({ start, end }: Window, deployedAt: number): Window => {
  const until = downToMinute(deployedAt);
  return { start: until - (end - start), end: until };
};

/** The time of a problem, as far as the deployment was there; `undefined` while that is less than a minute. */
export const problemWindow = (started: number, deployedAt: number, now: number): Window | undefined => {
  const end = downToMinute(now);
  const start = Math.max(upToMinute(deployedAt), downToMinute(started) - lead, end - longest);
  return end > start ? { start, end } : undefined;
};

/** How long metrics take to arrive. */
const ingestion = 2 * minute;

/** After a rollback the first minute still has requests of the bad build. */
export const recoveryWindow = (deployedAt: number, verifyMinutes: number): Window => {
  const start = upToMinute(deployedAt) + minute;
  return { start, end: start + verifyMinutes * minute };
};

/** When a window can be judged. */
export const readyAt = ({ end }: Window): number => end + ingestion;
