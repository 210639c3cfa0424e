/** What the rehearsal itself sees of its cloud, beyond what stand-ins see. */
import type { UnusedPermission } from '../iam/permission-use';
import type { Cloud, Credentials, PolicyDocument } from './cloud';
import type { Receipt, RunFailure, UnsupportedKind } from './receipt';
import type { Service } from './service';

export interface CloudHost extends Cloud {
  /** The stand-ins by signing name. */
  readonly services: ReadonlyMap<string, Service>;
  /** All places of the run, this one among them; the first one is home. */
  readonly places: readonly CloudHost[];
  /** Credentials for SDK clients of the person at the laptop, in this account. */
  readonly operator: Credentials;
  /** Resolves with the first failure of a stand-in; never rejects, and stays pending in a good run. */
  readonly failed: Promise<RunFailure>;
  /** The receipt so far, of all places. */
  receipt(): Receipt;
  /** What the templates allow in any place and no call has needed so far. */
  unusedPermissions(): readonly UnusedPermission[];
  /** Adds a stand-in to a cloud that already runs. */
  add(service: Service): void;
  /** Gives a role a policy that is in no template: a bootstrapped account has some. */
  grant(roleArn: string, document: PolicyDocument): void;
  /** Notes something that the rehearsal leaves out. */
  unsupported(kind: UnsupportedKind, name: string): void;
  /** Stops the endpoint and every service of every place, closes the log and removes a directory that the cloud made. Idempotent. */
  stop(): Promise<void>;
}
