/** What a look asks its source for, and how the answers become the judge's input. */
import type { PipelineEnvironments } from '../../contract/pipeline-environments';
import type { Measured } from '../../judge/input';
import type { SeriesOutcome } from '../../judge/series';
import type { Comparison, EnvironmentSpec, ServiceSpec } from '../../monspec/monspec';
import type { SeriesAnswer, SeriesRequest, Window } from '../../sources/source';

type Side = 'candidate' | 'baseline';

const idOf = (side: Side, signatureId: string): string => `${side}:${signatureId}`;

/** An environment of the monspec; what it says of its metrics wins over what the stacks say. */
export const describedEnvironment = (service: ServiceSpec, name: string, described: PipelineEnvironments): EnvironmentSpec => {
  const spec = service.environments[name] ?? { name, tags: [] };
  const cloudwatch = spec.cloudwatch ?? described.environments[name]?.cloudwatch;
  return cloudwatch === undefined ? spec : { ...spec, cloudwatch };
};

/** One request per signature and side; none for a baseline that does not exist. */
export const requestsFor = (
  { service, comparison }: { readonly service: ServiceSpec; readonly comparison: Comparison },
  windows: { readonly candidate: Window; readonly baseline: Window },
  described: PipelineEnvironments,
  baselineExists: boolean,
): readonly SeriesRequest[] => {
  const side = (name: Side, environment: string): SeriesRequest[] => {
    const account = described.environments[environment]?.deployment.account;
    return service.signatures.map((signature) => ({
      id: idOf(name, signature.id),
      entityType: service.entityType,
      environment: describedEnvironment(service, environment, described),
      ...(account === undefined ? {} : { account }),
      signature,
      window: windows[name],
    }));
  };
  return [...side('candidate', comparison.source), ...(baselineExists ? side('baseline', comparison.compare) : [])];
};

const silent = (detail: string): SeriesOutcome => ({ kind: 'no-data', detail });

/** The answers by signature; whatever the source left out is missing, not zero. */
export const measuredFrom = (
  service: ServiceSpec,
  answers: readonly SeriesAnswer[],
  baselineExists: boolean,
): Readonly<Record<string, Measured>> => {
  const byId = new Map(answers.map(({ id, outcome }) => [id, outcome]));
  const noBaseline = baselineExists ? 'The source gave no answer.' : 'The compared environment has never run anything.';
  return Object.fromEntries(
    service.signatures.map(({ id }) => [
      id,
      {
        candidate: byId.get(idOf('candidate', id)) ?? silent('The source gave no answer.'),
        baseline: byId.get(idOf('baseline', id)) ?? silent(noBaseline),
      },
    ]),
  );
};
