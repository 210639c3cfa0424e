/** The versions and aliases of one function. */
import { AwsError } from '../../cloud/aws-error';
import type { DeployedFunction } from './deployed-function';

/** Code as it runs, and what tells it from other code. */
export interface Code {
  readonly deployed: DeployedFunction;
  /** Base64 SHA-256 of the zip. */
  readonly sha256: string;
}

export interface Alias {
  readonly name: string;
  readonly version: string;
  /** The version that gets a share of the requests, 0 to 1, while traffic shifts. */
  readonly additional?: { readonly version: string; readonly weight: number };
}

/** A version with its share of an alias's requests. */
export interface Share {
  readonly version: string;
  readonly deployed: DeployedFunction;
  readonly weight: number;
}

export class FunctionVersions {
  private readonly published = new Map<string, Code>();
  private readonly aliases = new Map<string, Alias>();

  constructor(private current: Code) {}

  get latest(): Code {
    return this.current;
  }

  /** Everything that may have processes. */
  all(): readonly DeployedFunction[] {
    return [this.current, ...this.published.values()].map(({ deployed }) => deployed);
  }

  /** New code of $LATEST; versions stay as they are. Returns what it replaces. */
  replace(code: Code): DeployedFunction {
    const { deployed } = this.current;
    this.current = code;
    return deployed;
  }

  /** Publishes $LATEST; code that has not changed since the newest version is that version. */
  publish(make: (version: string) => DeployedFunction): string {
    const newest = String(this.published.size);
    if (this.published.get(newest)?.sha256 === this.current.sha256) return newest;
    const version = String(this.published.size + 1);
    this.published.set(version, { deployed: make(version), sha256: this.current.sha256 });
    return version;
  }

  /** Throws ResourceNotFoundException (404) for a version that was never published. */
  version(number: string, arn: string): Code {
    return this.published.get(number) ?? notFound(`Function not found: ${arn}:${number}`);
  }

  /** Points an alias at versions. Throws ResourceNotFoundException (404) for one that was never published. */
  point(alias: Alias, arn: string): void {
    for (const number of [alias.version, alias.additional?.version ?? alias.version]) this.version(number, arn);
    this.aliases.set(alias.name, alias);
  }

  alias(name: string): Alias | undefined {
    return this.aliases.get(name);
  }

  /** The versions behind an alias, with their shares of its requests. */
  shares({ version, additional }: Alias, arn: string): readonly Share[] {
    const rest = 1 - (additional?.weight ?? 0);
    const main = { version, deployed: this.version(version, arn).deployed, weight: rest };
    if (additional === undefined) return [main];
    return [main, { version: additional.version, deployed: this.version(additional.version, arn).deployed, weight: additional.weight }];
  }
}

export const notFound = (message: string): never => {
  throw new AwsError('ResourceNotFoundException', message, 404);
};
