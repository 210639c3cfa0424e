/** Access keys of a run: drawn at random, one per role and one for the operator. */
import { randomBytes } from 'node:crypto';
import type { Credentials } from './cloud';
import type { Principal } from './service';

export class KeyRing {
  /** Credentials of the person at the laptop. */
  readonly operator: Credentials = draw('AKIA');
  private readonly byRole = new Map<string, Credentials>();
  private readonly principals = new Map<string, Principal>([[this.operator.accessKeyId, { kind: 'operator' }]]);

  /** The credentials of a role, the same each time. */
  ofRole(arn: string): Credentials {
    const known = this.byRole.get(arn);
    if (known) return known;
    const credentials = draw('ASIA');
    this.byRole.set(arn, credentials);
    this.principals.set(credentials.accessKeyId, { kind: 'role', arn });
    return credentials;
  }

  /** Whose access key this is, or undefined. */
  principal(accessKeyId: string): Principal | undefined {
    return this.principals.get(accessKeyId);
  }
}

const draw = (prefix: string): Credentials => ({
  accessKeyId: `${prefix}${randomBytes(8).toString('hex').toUpperCase()}`,
  secretAccessKey: randomBytes(20).toString('hex'),
  sessionToken: randomBytes(20).toString('hex'),
});
