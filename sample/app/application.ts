import type { Log } from '../common/log';
import type { BuildDefinition } from './build';
import type { Downstream } from './downstream';
import type { RequestDurations } from './durations';
import type { RequestMetrics } from './metrics';
import type { Settings } from './settings';

/** What the routes work with. I/O, time and chance come from outside. */
export interface Dependencies {
  readonly settings: Settings;
  /** The build that the bundle holds. */
  readonly build: BuildDefinition;
  /** Builds that `/api/version?newBuildNumber=` may change to. */
  readonly knownBuilds: readonly BuildDefinition[];
  readonly downstream: Downstream;
  readonly log: Log;
  readonly metrics: RequestMetrics;
  /** For Prometheus; absent where nobody scrapes. */
  readonly durations?: RequestDurations;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Resolves after so many milliseconds, without blocking other requests. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** A clock for durations, in milliseconds; its zero means nothing. */
  readonly elapsed: () => number;
  /** Time of day, in epoch milliseconds. */
  readonly now: () => number;
}

/** One running sample: its dependencies and what changes while it runs. */
export interface Application extends Dependencies {
  build: BuildDefinition;
  /** How long `/api/invoke` sleeps where the request does not say, before factor and jitter. */
  sleepMilliseconds: number;
  /** Requests answered since the start, health checks not counted. */
  served: number;
  /** True from the moment the service was asked to stop. */
  stopping: boolean;
  /** When the process started, in epoch milliseconds. */
  readonly startedAt: number;
}

/** Sleep of `/api/invoke` until somebody changes it. */
export const defaultSleepMilliseconds = 300;

/** The longest sleep that anybody may ask for. */
export const maxSleepMilliseconds = 5_000;

export function createApplication(dependencies: Dependencies): Application {
  return { ...dependencies, sleepMilliseconds: defaultSleepMilliseconds, served: 0, stopping: false, startedAt: dependencies.now() };
}

/** How long the application has been running, in minutes. */
export const minutesRunning = ({ now, startedAt }: Application): number => (now() - startedAt) / 60_000;

/** Reads a sleep in milliseconds from a query; undefined where it is no whole number within bounds. */
export function parseSleep(text: string): number | undefined {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return value <= maxSleepMilliseconds ? value : undefined;
}

/** The sentence that answers a sleep which `parseSleep` refuses. */
export function badSleep(parameter: string, text: string): Readonly<Record<string, unknown>> {
  return { error: `${parameter} must be a whole number of milliseconds from 0 to ${maxSleepMilliseconds}`, received: text.slice(0, 80) };
}
