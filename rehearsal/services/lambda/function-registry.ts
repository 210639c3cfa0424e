import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { DeployedFunction } from './deployed-function';

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

/** The functions that exist, with their versions and aliases (which all run the one code there is). */
export class FunctionRegistry {
  private readonly functions = new Map<string, DeployedFunction>();
  private readonly qualifiers = new Map<string, Set<string>>();

  constructor(private readonly cloud: Cloud) {}

  add(deployed: DeployedFunction): void {
    this.functions.set(deployed.config.name, deployed);
    this.qualifiers.set(deployed.config.name, new Set(['$LATEST']));
  }

  all(): readonly DeployedFunction[] {
    return [...this.functions.values()];
  }

  /** The ARN as a call names it, whether or not the function exists. */
  arnOf(functionName: string): string {
    const { name, qualifier } = parseFunctionName(functionName);
    return this.cloud.arn('lambda', `function:${name}${qualifier === undefined ? '' : `:${qualifier}`}`);
  }

  /** Throws ResourceNotFoundException (404) for an unknown function or qualifier. */
  find(functionName: string): DeployedFunction {
    const { name, qualifier } = parseFunctionName(functionName);
    const found = this.functions.get(name);
    if (found !== undefined && (qualifier === undefined || this.qualifiers.get(name)?.has(qualifier))) return found;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${this.arnOf(functionName)}`, 404);
  }

  /** Adds a version (numbered from 1) or a named alias; returns its ARN. */
  qualify(functionName: string, alias?: string): { arn: string; qualifier: string } {
    const { name } = this.find(functionName).config;
    const known = this.qualifiers.get(name);
    const versions = [...(known ?? [])].filter((qualifier) => /^\d+$/.test(qualifier)).length;
    const qualifier = alias ?? String(versions + 1);
    known?.add(qualifier);
    return { arn: this.cloud.arn('lambda', `function:${name}:${qualifier}`), qualifier };
  }
}
