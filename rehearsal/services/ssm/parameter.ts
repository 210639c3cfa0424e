/** Parameters of Systems Manager and their versions. */
import { AwsError } from '../../cloud/aws-error';

export type ParameterType = 'String' | 'StringList' | 'SecureString';

export interface ParameterVersion {
  readonly type: ParameterType;
  readonly value: string;
  /** 1, 2, … */
  readonly version: number;
  readonly modified: Date;
}

/** A parameter as GetParameter answers it. */
export interface ParameterOutput {
  readonly Name: string;
  readonly Type: ParameterType;
  readonly Value: string;
  readonly Version: number;
  readonly LastModifiedDate: Date;
  readonly ARN: string;
  readonly DataType: 'text';
  readonly Selector?: string;
}

/** All parameters of an account, each with all of its versions. */
export class ParameterStore {
  private readonly versions = new Map<string, readonly ParameterVersion[]>();

  /** Adds a version and returns its number. Throws AwsError where one exists and may not be replaced. */
  put(name: string, given: Omit<ParameterVersion, 'version'>, overwrite: boolean): number {
    const known = this.versions.get(name) ?? [];
    if (known.length > 0 && !overwrite) {
      throw new AwsError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    }
    const version = known.length + 1;
    this.versions.set(name, [...known, { ...given, version }]);
    return version;
  }

  /** The newest version, or the one that `name:3` selects. Throws AwsError where there is none. */
  get(selector: string): { readonly name: string; readonly found: ParameterVersion } {
    const [name = '', version] = selector.split(':');
    const known = this.versions.get(name);
    if (!known) throw new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
    const found = version === undefined ? known.at(-1) : known[Number(version) - 1];
    if (found) return { name, found };
    throw new AwsError('ParameterVersionNotFound', `Systems Manager could not find version ${version} of ${name}.`);
  }

  /** Names below a path, sorted; only the next level unless `recursive`. */
  below(path: string, recursive: boolean): readonly string[] {
    const prefix = path.endsWith('/') ? path : `${path}/`;
    return [...this.versions.keys()]
      .filter((name) => name.startsWith(prefix) && (recursive || !name.slice(prefix.length).includes('/')))
      .toSorted();
  }

  has(selector: string): boolean {
    const [name = '', version] = selector.split(':');
    const known = this.versions.get(name);
    return known !== undefined && (version === undefined || known[Number(version) - 1] !== undefined);
  }
}
