import type {
  ActionBindOptions,
  ActionConfig,
  ActionProperties,
  IAction,
  IStage,
} from 'aws-cdk-lib/aws-codepipeline';
import type { IRuleTarget, Rule, RuleProps } from 'aws-cdk-lib/aws-events';
import { Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Config } from '../config/config';
import type { EnvironmentName } from '../foundation/names';
import { placeOf, roleArn, roleNames } from './roles';

/** An action that runs in another account and region, under a role of that account. */
class ActionElsewhere implements IAction {
  readonly actionProperties: ActionProperties;

  constructor(
    private readonly action: IAction,
    elsewhere: Pick<ActionProperties, 'account' | 'region' | 'role'>,
  ) {
    // Whatever it deploys to would say the account of the pipeline, since it is imported by name.
    const { resource: _, ...properties } = action.actionProperties;
    this.actionProperties = { ...properties, ...elsewhere };
  }

  bind(scope: Construct, stage: IStage, options: ActionBindOptions): ActionConfig {
    return this.action.bind(scope, stage, options);
  }

  onStateChange(name: string, target?: IRuleTarget, options?: RuleProps): Rule {
    return this.action.onStateChange(name, target, options);
  }
}

/** The deploy actions of an environment; with several accounts they run in its own, under its role. */
export function inItsAccount(scope: Construct, { accounts }: Config, environment: EnvironmentName): (action: IAction) => IAction {
  if (accounts === undefined) return (action) => action;
  const { id: account, region } = accounts[placeOf(environment)];
  const role = Role.fromRoleArn(scope, `${environment}DeployRole`, roleArn({ id: account, region }, roleNames(environment).deploy), {
    mutable: false,
  });
  return (action) => new ActionElsewhere(action, { account, region, role });
}
