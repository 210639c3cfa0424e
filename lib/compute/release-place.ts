import { placeVariables } from '../../lambda/contract/release-identity';
import { applicationNames, type EnvironmentName } from '../foundation/names';

/** Where a process of the application is, for Dynatrace's agents: variables of the process, by name. */
export const releasePlace = (environment: EnvironmentName): Readonly<Record<string, string>> =>
  placeVariables(applicationNames.sample, environment);
