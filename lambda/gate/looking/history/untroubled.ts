/** What is known of deployments and incidents in the time of earlier days, or why nobody can say. */
import { destinationName, sameDestination, type Destination } from '../../../contract/destination';
import type { Window } from '../../../judge/series';
import type { RollbackClaims } from '../../ports/claims';
import type { DeploymentTimes } from '../../ports/deployments';
import type { Validation } from '../../validation';
import type { Subject } from '../subject';

export interface TroublePorts {
  readonly claims: Pick<RollbackClaims, 'incidents'>;
  readonly times: DeploymentTimes;
}

/** Spans of the past in which something happened, or why they are not known. */
export type Troubles = { readonly spans: readonly Window[] } | { readonly why: string };

type Places = Pick<Subject, 'comparison' | 'described'>;

/** Both sides of a comparison, as far as anybody says what deploys to them. */
export const destinationsOf = ({ comparison, described }: Places): readonly Destination[] =>
  [comparison.source, comparison.compare]
    .flatMap((name) => described.environments[name]?.deployment ?? [])
    .filter((one, index, all) => all.findIndex((other) => sameDestination(one, other)) === index);

/** Environments of a comparison that only the monspec knows: nobody can be asked what was deployed there. */
export const unknownOf = ({ comparison, described }: Places): readonly string[] =>
  [...new Set([comparison.source, comparison.compare])].filter((name) => described.environments[name] === undefined);

const asked = async (what: string, ask: () => Promise<readonly (readonly Window[])[]>): Promise<Troubles> => {
  try {
    return { spans: (await ask()).flat() };
  } catch (error) {
    return { why: `${what}: ${error instanceof Error ? error.message : String(error)}` };
  }
};

/** Every deployment to these destinations in a span, whoever made it. */
export const deploymentsIn = (destinations: readonly Destination[], span: Window, times: DeploymentTimes): Promise<Troubles> =>
  asked(`it is not known what was deployed to ${destinations.map(destinationName).join(' and ')} in that time`, () =>
    Promise.all(destinations.map((destination) => times.during(destination, span))),
  );

/** Deployments, by a pipeline or by hand, and incidents at both sides of a comparison. */
export const troublesIn = async (span: Window, { deployment }: Validation, places: Places, ports: TroublePorts): Promise<Troubles> => {
  const described = destinationsOf(places);
  const own = described.some((one) => sameDestination(one, deployment.destination)) ? [] : [deployment.destination];
  const destinations = [...own, ...described];
  const incidents = await asked('the incidents of that time cannot be read', () =>
    Promise.all(destinations.map((destination) => ports.claims.incidents(destination))),
  );
  if ('why' in incidents) {
    return incidents;
  }
  const deployed = await deploymentsIn(destinations, span, ports.times);
  return 'why' in deployed ? deployed : { spans: [...incidents.spans, ...deployed.spans] };
};
