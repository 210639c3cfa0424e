/** Access keys of a run: drawn at random, one per role and one for the operator of each account. */
import { randomBytes } from 'node:crypto';
import type { Credentials } from './cloud';
import type { Principal } from './service';

export class KeyRing {
  private readonly byHolder = new Map<string, Credentials>();
  private readonly principals = new Map<string, Principal>();

  /** Credentials of the person at the laptop in an account, the same each time. */
  ofOperator(account: string): Credentials {
    return this.of(account, 'AKIA', { kind: 'operator', account });
  }

  /** The credentials of a role, the same each time. */
  ofRole(arn: string): Credentials {
    return this.of(arn, 'ASIA', { kind: 'role', arn });
  }

  /** Whose access key this is, or undefined. */
  principal(accessKeyId: string): Principal | undefined {
    return this.principals.get(accessKeyId);
  }

  private of(holder: string, prefix: string, principal: Principal): Credentials {
    const known = this.byHolder.get(holder);
    if (known) return known;
    const credentials = draw(prefix);
    this.byHolder.set(holder, credentials);
    this.principals.set(credentials.accessKeyId, principal);
    return credentials;
  }
}

const draw = (prefix: string): Credentials => ({
  accessKeyId: `${prefix}${randomBytes(8).toString('hex').toUpperCase()}`,
  secretAccessKey: randomBytes(20).toString('hex'),
  sessionToken: randomBytes(20).toString('hex'),
});
