import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { DeployedFunction } from './deployed-function';
import { FunctionVersions, notFound, type Alias, type Code, type Share } from './function-versions';

/** Splits a name, partial ARN or ARN into the function's name and its qualifier. */
export const parseFunctionName = (given: string): { name: string; qualifier?: string } => {
  const match = /^(?:arn:[\w-]+:lambda:[\w-]+:)?(?:\d{12}:)?(?:function:)?([\w-]{1,64})(?::(\$LATEST|[\w-]+))?$/.exec(given);
  const [, name, qualifier] = match ?? [];
  if (name === undefined)
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '${given}' at 'functionName' failed to satisfy constraint: Member must be a function name or ARN`,
    );
  return qualifier === undefined ? { name } : { name, qualifier };
};

/** The functions that exist, with their versions and aliases. */
export class FunctionRegistry {
  private readonly functions = new Map<string, FunctionVersions>();

  constructor(private readonly cloud: Cloud) {}

  add({ deployed, sha256 }: Code): void {
    this.functions.set(deployed.config.name, new FunctionVersions({ deployed, sha256 }));
  }

  all(): readonly DeployedFunction[] {
    return [...this.functions.values()].flatMap((versions) => versions.all());
  }

  /** The ARN as a call names it, whether or not the function exists. */
  arnOf(functionName: string, qualifier = parseFunctionName(functionName).qualifier): string {
    const { name } = parseFunctionName(functionName);
    return this.cloud.arn('lambda', `function:${name}${qualifier === undefined ? '' : `:${qualifier}`}`);
  }

  /** The ARN of the function, without a qualifier. */
  functionArn(functionName: string): string {
    return this.cloud.arn('lambda', `function:${parseFunctionName(functionName).name}`);
  }

  /** Throws ResourceNotFoundException (404) for an unknown function. */
  versionsOf(functionName: string): FunctionVersions {
    const found = this.functions.get(parseFunctionName(functionName).name);
    return found ?? notFound(`Function not found: ${this.arnOf(functionName)}`);
  }

  /** What a call reaches: $LATEST, a version, or an alias's versions by their shares. Throws as `versionsOf` does. */
  find(functionName: string): DeployedFunction {
    const { qualifier } = parseFunctionName(functionName);
    const versions = this.versionsOf(functionName);
    if (qualifier === undefined || qualifier === '$LATEST') return versions.latest.deployed;
    if (/^\d+$/.test(qualifier)) return versions.version(qualifier, this.functionArn(functionName)).deployed;
    const shares = this.shares(functionName, qualifier);
    const additional = shares[1];
    const chosen = additional !== undefined && Math.random() < additional.weight ? additional : shares[0];
    return chosen?.deployed ?? notFound(`Function not found: ${this.arnOf(functionName)}`);
  }

  /** Throws ResourceNotFoundException (404) for an unknown alias. */
  alias(functionName: string, name: string): Alias {
    return this.versionsOf(functionName).alias(name) ?? notFound(`Cannot find alias arn: ${this.arnOf(functionName, name)}`);
  }

  /** The versions behind an alias, with their shares of its requests. */
  shares(functionName: string, name: string): readonly Share[] {
    return this.versionsOf(functionName).shares(this.alias(functionName, name), this.functionArn(functionName));
  }
}
