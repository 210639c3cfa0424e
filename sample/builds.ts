import * as v from 'valibot';
import { buildSchema, type BuildDefinition, type EnvironmentBehaviours } from './app/build';
import builds from './builds.json';
import { SampleError } from './sample-error';

/** The builds that the sample is shipped with: 0, 1 and 3 are good, 2 is bad everywhere, 4 in production only, 5 there after a while. */
export const knownBuilds: readonly BuildDefinition[] = v.parse(v.array(buildSchema), builds);

/**
 * Gives a build another behaviour than the one it is shipped with, or a behaviour to a build nobody knows.
 * Answers undefined for a build that keeps its own.
 */
export type BehaviourOf = (build: number) => EnvironmentBehaviours | undefined;

/** Colour of builds that only a caller defines. */
const neutralColour = '#34495e';

/**
 * The definition of a build.
 *
 * @throws SampleError `UNKNOWN_BUILD` where neither the sample nor the caller knows it, `BAD_DEFINITION` where the
 * caller's behaviour has the wrong shape.
 */
export function defineBuild(build: number, behaviourOf: BehaviourOf = () => undefined): BuildDefinition {
  const known = knownBuilds.find((definition) => definition.build === build);
  const behaviour = behaviourOf(build) ?? known?.behaviour;
  if (behaviour === undefined) throw unknownBuild(build);
  return checked({ build, colour: known?.colour ?? neutralColour, behaviour });
}

/**
 * Behaviours by example: `behaveLike({ 2: 3, 3: 2 })` swaps two builds, `behaveLike({ 7: 4 })` makes a build 7 of build 4.
 *
 * @param examples build → the shipped build that it behaves like.
 */
export function behaveLike(examples: Readonly<Record<number, number>>): BehaviourOf {
  return (build) => {
    const example = examples[build];
    return example === undefined ? undefined : defineBuild(example).behaviour;
  };
}

function checked(definition: BuildDefinition): BuildDefinition {
  const result = v.safeParse(buildSchema, definition);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new SampleError(
    'BAD_DEFINITION',
    `Build ${definition.build}: ${v.getDotPath(issue) ?? 'definition'}: received ${issue.received}, expected ${issue.expected ?? issue.message}.`,
    'Give sleepFactor from 0 to 100, failureRate from 0 to 1 and afterMinutes from 0 to 1440, by environment name.',
  );
}

function unknownBuild(build: number): SampleError {
  const known = knownBuilds.map((definition) => definition.build).join(', ');
  return new SampleError('UNKNOWN_BUILD', `There is no build ${build} of the sample.`, `Choose from the known builds: ${known}.`);
}
