import { InvalidArgumentError } from 'commander';
import { UserError } from '../errors';
import type { RehearsalRequest } from '../../rehearsal/rehearsal';
import type { IncidentKind } from '../../rehearsal/story/incident/incident';
import { accountsOptions } from './accounts';
import { loggingOptions, type LoggingKind } from './logging';

/** Kinds of compute that a rehearsal can be played on. */
export const computeNames = ['ec2', 'ecs', 'lambda'] as const;
export type ComputeName = (typeof computeNames)[number];

/** The options of `unbreakable rehearse`, parsed. */
export interface RehearseOptions {
  /** Builds to release, in order; absent: those of the story that is played. */
  readonly builds?: readonly number[];
  /** build → the shipped build that it behaves like. */
  readonly like: Readonly<Record<number, number>>;
  /** Virtual seconds per second of the machine, 1 to 240. */
  readonly speed: number;
  /** Who reports that production has gone bad; `true` = an alarm. Absent: nobody waits for it. */
  readonly incident?: IncidentKind | true;
  /** Build that is released after the incident, as an urgent fix; `true` = build 1. */
  readonly fix?: number | true;
  /** What the application runs on. Absent: as the configuration says. */
  readonly compute?: ComputeName;
  /** Tools, staging and production in an account each. Absent: as the configuration says. */
  readonly accounts?: true;
  /** How the application's log gets to the search; `true` = by the agent. Absent: as the configuration says. */
  readonly logging?: LoggingKind | true;
  /** An assembly synthesized before. */
  readonly app?: string;
  /** Port of the report on 127.0.0.1, 0 = any free one. */
  readonly port: number;
  /** Keep serving the report when the builds are through. */
  readonly serve: boolean;
  /** File for the NDJSON lines. */
  readonly json?: string;
}

/** What is released unless `--builds` says otherwise: in an incident a good build and one that goes bad after its gate. */
const usualBuilds = { releases: [1, 2, 3, 4], incident: [3, 5] } as const;

/** What mends an incident unless `--fix` says otherwise. */
const usualFix = 1;

/**
 * What is rehearsed with these options.
 * @throws UserError for a fix of nothing.
 */
export function requestOf({
  builds,
  incident,
  fix,
  logging,
  compute,
  accounts,
  ...given
}: RehearseOptions): Omit<RehearsalRequest, 'signal' | 'onReady'> {
  const config = { ...(logging && loggingOptions(logging)), ...(compute && { compute }), ...(accounts && accountsOptions) };
  const others = { ...given, ...(Object.keys(config).length > 0 && { config }) };
  if (incident === undefined) {
    if (fix !== undefined) throw new UserError('--fix: there is nothing to fix without an incident. Add --incident.');
    return { ...others, builds: builds ?? usualBuilds.releases };
  }
  return {
    ...others,
    builds: builds ?? usualBuilds.incident,
    incident: incident === true ? 'alarm' : incident,
    ...(fix === undefined ? {} : { fix: fix === true ? usualFix : fix }),
  };
}

/** `1,2,3,4` → [1, 2, 3, 4]. */
export function parseBuilds(text: string): readonly number[] {
  const parts = text.split(',').map((part) => part.trim());
  if (!parts.every((part) => /^\d{1,6}$/.test(part))) {
    throw new InvalidArgumentError(`received "${text}", expected build numbers separated by commas, for example 1,2,3,4.`);
  }
  return parts.map(Number);
}

/** `2=3,3=2` → { 2: 3, 3: 2 }. */
export function parseLike(text: string): Readonly<Record<number, number>> {
  const pairs = text.split(',').map((part) => /^\s*(\d{1,6})\s*=\s*(\d{1,6})\s*$/.exec(part));
  if (!pairs.every((pair) => pair !== null)) {
    throw new InvalidArgumentError(`received "${text}", expected pairs of builds, for example 2=3,3=2 (2 behaves like 3, 3 like 2).`);
  }
  return Object.fromEntries(pairs.map(([, build, example]) => [Number(build), Number(example)]));
}

/** A whole number within bounds. */
export const parseWhole =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`received "${text}", expected a whole number from ${least} to ${most}.`);
    return value;
  };
