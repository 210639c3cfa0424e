/** Secrets and their versions. */
import { randomUUID } from 'node:crypto';
import { AwsError } from '../../cloud/aws-error';

export interface SecretVersion {
  readonly id: string;
  readonly text: string;
  readonly created: Date;
}

export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly kmsKey: string | undefined;
}

/** A secret with the two versions that rotation needs: AWSCURRENT and AWSPREVIOUS. */
export class StoredSecret {
  private readonly versions: SecretVersion[] = [];

  constructor(readonly secret: Secret) {}

  put(text: string, created: Date, id: string = randomUUID()): SecretVersion {
    const version = { id, text, created };
    this.versions.push(version);
    return version;
  }

  /** Stages of a version. */
  stages(version: SecretVersion): readonly string[] {
    if (version === this.versions.at(-1)) return ['AWSCURRENT'];
    return version === this.versions.at(-2) ? ['AWSPREVIOUS'] : [];
  }

  /** Throws AwsError ResourceNotFoundException, with the words of Secrets Manager. */
  find(stage: string, id?: string): SecretVersion {
    const found = this.versions.find((version) => (id === undefined ? this.stages(version).includes(stage) : version.id === id));
    if (found) return found;
    const what = id === undefined ? `staging label: ${stage}` : `VersionId: ${id}`;
    throw new AwsError('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${what}`);
  }

  /** Stages by version id. */
  versionsToStages(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(
      this.versions.map((version) => [version.id, this.stages(version)] as const).filter(([, stages]) => stages.length > 0),
    );
  }
}
