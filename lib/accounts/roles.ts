import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Place, PlaceName } from '../config/sections/accounts';
import type { EnvironmentName } from '../foundation/names';

/**
 * Names of the roles in an environment's account that the tools account takes on. Fixed, so that policies on both
 * sides can name them before they are there.
 */
export const roleNames = (environment: EnvironmentName) =>
  ({
    /** CodePipeline deploys with it. */
    deploy: `Unbreakable${environment}Deploy`,
    /** The gate and healing look with it: metrics, alarms, deployments. */
    read: `Unbreakable${environment}Read`,
    /** The gate and healing redeploy with it. */
    redeploy: `Unbreakable${environment}Redeploy`,
    /** The function that deploys to a function releases with it. */
    release: `Unbreakable${environment}Release`,
  }) as const;

/** Names of the roles in the tools account by which logs of an environment's account come to the stream there. */
export const logRoleNames = (environment: EnvironmentName) =>
  ({
    /** The environment's forwarder sends with it. */
    forward: `Unbreakable${environment}ForwardLogs`,
    /** The application sends with it. */
    send: `Unbreakable${environment}SendLogs`,
  }) as const;

/** Whether the gate and healing bring an earlier build back there: staging only keeps a bad one from going on. */
export const goesBack = (environment: EnvironmentName): boolean => environment === 'Production';

/** Name of that function's own role, in the tools account: the only one that the release role lets in. */
export const deployFunctionRole = (environment: EnvironmentName): string => `Unbreakable${environment}DeployFunction`;

/** Where an environment goes. */
export const placeOf = (environment: EnvironmentName): Exclude<PlaceName, 'tools'> =>
  environment === 'Staging' ? 'staging' : 'production';

/** ARN of a role by its name. */
export const roleArn = ({ id, region }: Place, name: string): string =>
  `arn:${RegionInfo.get(region).partition ?? 'aws'}:iam::${id}:role/${name}`;

/** ARNs of all roles that CloudFormation names for a stack: it begins them with the stack's name. */
export const rolesOfStack = (place: Place, stack: string): string => roleArn(place, `${stack}-*`);

/** Names of the stacks whose roles speak to other accounts. */
export const stackNames = {
  pipeline: 'UnbreakablePipeline',
  gate: 'UnbreakableGate',
  healing: 'UnbreakableHealing',
  environment: (environment: EnvironmentName) => `Unbreakable${environment}`,
  /** What an environment's account holds before the environment. */
  account: (environment: EnvironmentName) => `Unbreakable${environment}Account`,
  /** How the tools account reaches into the environment's. */
  access: (environment: EnvironmentName) => `Unbreakable${environment}Access`,
  operations: (environment: EnvironmentName) => `Unbreakable${environment}Operations`,
  /** What sends an environment's log groups to the tools account. */
  logging: (environment: EnvironmentName) => `Unbreakable${environment}Logging`,
} as const;
