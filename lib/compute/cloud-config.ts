import { UserData } from 'aws-cdk-lib/aws-ec2';
import { stringify } from 'yaml';

/** A file that cloud-init writes before anything else runs. */
export interface CloudFile {
  readonly path: string;
  readonly content: string;
  /** Octal, for example `0644`. */
  readonly permissions: string;
}

/** What an instance is made of at its first start. */
export interface CloudConfig {
  readonly packages: readonly string[];
  readonly files: readonly CloudFile[];
  /** Run as root, in this order, after the packages are there. */
  readonly commands: readonly string[];
}

/** User data as ONE `#cloud-config` document, which cloud-init and the rehearsal both read. Lines are never folded. */
export function cloudConfig({ packages, files, commands }: CloudConfig): UserData {
  const document = {
    packages,
    write_files: files.map((file) => ({ path: file.path, owner: 'root:root', permissions: file.permissions, content: file.content })),
    runcmd: commands,
  };
  return UserData.custom(`#cloud-config\n${stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })}`);
}

/** The lines of an environment file: `KEY=value`. */
export const environmentFile = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
