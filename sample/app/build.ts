import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const behaviourSchema = v.strictObject({
  sleepFactor: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100)), 1),
  failureRate: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0),
  afterMinutes: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1440))),
});

const environmentBehavioursSchema = v.record(v.pipe(v.string(), v.nonEmpty()), behaviourSchema);

/** Shape of a build's description: `build.json` in a bundle, one entry of `builds.json`. */
export const buildSchema = v.strictObject({
  build: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999_999)),
  colour: v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i, 'a colour such as #1f77b4')),
  behaviour: v.optional(environmentBehavioursSchema, {}),
});

/** How a build behaves in one environment. */
export interface Behaviour {
  /** Multiplies every sleep of `/api/invoke`; 0 to 100, default 1. */
  readonly sleepFactor: number;
  /** Share of `/api/invoke` that fails with HTTP 500; 0 to 1, default 0. */
  readonly failureRate: number;
  /** Minutes after the start of the process from which on it behaves so; 0 to 1,440, default 0. Before, it is normal. */
  readonly afterMinutes?: number;
}

const normal: Behaviour = { sleepFactor: 1, failureRate: 0 };

/** By environment name; an environment that is not named behaves normally. */
export type EnvironmentBehaviours = Readonly<Record<string, Behaviour>>;

/** What distinguishes one build of the sample from another: data, no code. */
export interface BuildDefinition {
  readonly build: number;
  /** Background of the page, `#rrggbb`. */
  readonly colour: string;
  readonly behaviour: EnvironmentBehaviours;
}

/** How `build` behaves in `environment` once it has run for `minutes`. */
export function behaviourIn(build: BuildDefinition, environment: string, minutes: number): Behaviour {
  const behaviour = build.behaviour[environment] ?? normal;
  return minutes < (behaviour.afterMinutes ?? 0) ? normal : behaviour;
}

/** A build's description that is missing or broken. */
export class BuildFileError extends Error {
  readonly code = 'BAD_BUILD_FILE';
  readonly fix = 'Build the bundle again: npx unbreakable bundle.';

  constructor(file: string, problem: string) {
    super(`${file}: ${problem}`);
    this.name = 'BuildFileError';
  }
}

/**
 * Reads a JSON file of the bundle.
 *
 * @throws BuildFileError where the file is missing, is no JSON or has another shape.
 */
export function readBuildFile<T>(file: string, schema: v.GenericSchema<unknown, T>): T {
  const result = v.safeParse(schema, readJson(file));
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new BuildFileError(file, `${v.getDotPath(issue) ?? 'document'}: received ${issue.received}, expected ${issue.message}`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BuildFileError(file, error instanceof Error ? error.message : String(error));
  }
}
