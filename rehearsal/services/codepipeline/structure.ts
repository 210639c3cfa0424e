/** What CodePipeline refuses about the structure of a pipeline. Pure. */
import type { Action, Declaration } from './model';

/** Each problem as one sentence; empty for a sound pipeline. */
export const structureProblems = (declaration: Declaration): readonly string[] => [
  ...doubled(
    'stage',
    declaration.stages.map((stage) => stage.name),
  ),
  ...declaration.stages.flatMap((stage) =>
    doubled(
      `action in stage ${stage.name}`,
      stage.actions.map((a) => a.name),
    ),
  ),
  ...sourcesOutOfPlace(declaration),
  ...unknownArtifacts(declaration),
  ...declaration.stages.flatMap((stage) => stage.actions.flatMap(badTimeout)),
];

/** CodePipeline keeps artifacts in every region in which an action runs; the rehearsal deploys elsewhere, and nothing more. */
export const regionProblems = ({ stages, artifactBuckets }: Declaration, region: string): readonly string[] =>
  stages
    .flatMap(({ actions }) => actions)
    .flatMap(({ name, region: there = region, actionTypeId }) => {
      if (there === region) return [];
      if (actionTypeId?.category !== 'Deploy') return [`Action ${name} is in ${there}: the rehearsal runs only deploy actions of other regions.`];
      return artifactBuckets.has(there) ? [] : [`Action ${name} is in ${there}, for which there is no artifact store.`];
    });

const doubled = (what: string, names: readonly string[]): string[] =>
  names.filter((name, index) => names.indexOf(name) !== index).map((name) => `There is more than one ${what} named ${name}.`);

const isSource = (action: Action): boolean => action.actionTypeId?.category === 'Source';

const sourcesOutOfPlace = ({ stages: [first, ...others] }: Declaration): string[] => [
  ...(first?.actions.filter((action) => !isSource(action)) ?? []).map(
    (action) => `The first stage may only hold source actions, but ${action.name} is none.`,
  ),
  ...others.flatMap((stage) => stage.actions.filter(isSource).map((action) => `Source action ${action.name} must be in the first stage.`)),
];

/** An artifact must come from an earlier stage, or an earlier run order of the same one. */
const unknownArtifacts = ({ stages }: Declaration): string[] => {
  const made = new Set<string>();
  return stages.flatMap((stage) =>
    stage.actions
      .toSorted((a, b) => a.runOrder - b.runOrder)
      .flatMap((action) => {
        const missing = action.inputs.filter((name) => !made.has(name));
        for (const name of action.outputs) made.add(name);
        return missing.map((name) => `Action ${stage.name}/${action.name} reads artifact ${name}, which no earlier action makes.`);
      }),
  );
};

const badTimeout = (action: Action): string[] => {
  const minutes = action.timeoutInMinutes;
  if (minutes === undefined) return [];
  if (action.actionTypeId?.category !== 'Approval') return [`Action ${action.name} may not set a timeout: only manual approvals may.`];
  return minutes >= 5 && minutes <= 86_400 ? [] : [`The timeout of ${action.name} is ${minutes} minutes; 5 to 86400 are allowed.`];
};
