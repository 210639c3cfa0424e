/** The versions and aliases of one function. */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
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

/** How long an update is under way, virtual milliseconds. */
const updateMilliseconds = 2_000;

const isSame = (one: Code, other: Code): boolean =>
  one.sha256 === other.sha256 && isDeepStrictEqual(one.deployed.config.variables, other.deployed.config.variables);

export class FunctionVersions {
  private readonly published = new Map<string, Code>();
  private readonly aliases = new Map<string, Alias>();

  private revision: string = randomUUID();
  private updatingUntil = 0;

  constructor(private current: Code) {}

  get latest(): Code {
    return this.current;
  }

  /** Everything that may have processes. */
  all(): readonly DeployedFunction[] {
    return [this.current, ...this.published.values()].map(({ deployed }) => deployed);
  }

  /** Another one after every update of $LATEST, and after every end of one. */
  revisionId(now: number): string {
    return this.isUpdating(now) ? `${this.revision}-updating` : this.revision;
  }

  /** Whether an update of $LATEST is under way, which takes Lambda a moment. Virtual epoch milliseconds. */
  isUpdating(now: number): boolean {
    return now < this.updatingUntil;
  }

  /**
   * New code or variables of $LATEST; versions stay as they are. Returns what it replaces.
   * Throws ResourceConflictException (409) during another update, PreconditionFailedException (412) for another revision.
   */
  replace(code: Code, now: number, revisionId?: string): DeployedFunction {
    this.requireUpdatable(now, revisionId);
    const { deployed } = this.current;
    this.current = code;
    this.revision = randomUUID();
    this.updatingUntil = now + updateMilliseconds;
    return deployed;
  }

  private requireUpdatable(now: number, revisionId: string | undefined): void {
    const { arn } = this.current.deployed.config;
    if (this.isUpdating(now))
      throw new AwsError(
        'ResourceConflictException',
        `The operation cannot be performed at this time. An update is in progress for resource: ${arn}`,
        409,
      );
    if (revisionId !== undefined && revisionId !== this.revision)
      throw new AwsError(
        'PreconditionFailedException',
        'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
        412,
      );
  }

  /** Publishes $LATEST; what has changed neither code nor variables since the newest version is that version. */
  publish(make: (version: string) => DeployedFunction): string {
    const newest = String(this.published.size);
    const known = this.published.get(newest);
    if (known !== undefined && isSame(known, this.current)) return newest;
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
