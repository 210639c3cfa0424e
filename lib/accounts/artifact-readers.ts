import type { Config } from '../config/config';
import type { EnvironmentName } from '../foundation/names';
import { placeOf, roleArn, roleNames, rolesOfStack, stackNames } from './roles';

/** Who of an environment's account reads artifacts. */
export interface ArtifactReader {
  readonly name: EnvironmentName;
  readonly account: string;
  /** ARNs of its roles; `*` stands for what CloudFormation adds to their names. */
  readonly roles: readonly string[];
}

/** What deploys to the environments, and what is deployed to, where these have accounts of their own. */
export const artifactReaders = ({ accounts }: Config): readonly ArtifactReader[] =>
  accounts === undefined
    ? []
    : (['Staging', 'Production'] as const).map((name) => {
        const place = accounts[placeOf(name)];
        return {
          name,
          account: place.id,
          roles: [roleArn(place, roleNames(name).deploy), rolesOfStack(place, stackNames.environment(name))],
        };
      });
