/** The policies of all accounts of a run, as they were attached. */
import type { PolicyDocument } from '../cloud/cloud';
import { checkPolicy } from './check-policy';
import { PermissionUse } from './permission-use';

export class PolicyStore {
  /** What the roles of the templates were granted and used; policies that AWS writes are not ours to narrow. */
  readonly use = new PermissionUse();
  private readonly byRole = new Map<string, PolicyDocument[]>();
  private readonly byResource = new Map<string, PolicyDocument[]>();
  private readonly owners = new Map<string, string>();

  /** Adds an identity policy to a role. Throws PolicyError where it cannot be judged. */
  attachToRole(roleArn: string, document: PolicyDocument, by: 'template' | 'AWS'): void {
    checkPolicy(roleArn, document);
    if (by === 'template') this.use.grant(roleArn, document);
    append(this.byRole, roleArn, document);
  }

  /** Adds a resource policy; it covers the resource and what lies inside it (objects, indexes, versions). */
  attachToResource(resourceArn: string, document: PolicyDocument): void {
    checkPolicy(resourceArn, document);
    append(this.byResource, resourceArn, document);
  }

  /** Says whose a resource is whose ARN names no account. */
  own(resourceArn: string, account: string): void {
    this.owners.set(resourceArn, account);
  }

  ofRole(roleArn: string): readonly PolicyDocument[] {
    return this.byRole.get(roleArn) ?? [];
  }

  ofResource(resource: string): readonly PolicyDocument[] {
    return [...this.byResource].filter(([arn]) => covers(arn, resource)).flatMap(([, documents]) => documents);
  }

  /** The account that was said to own it; undefined where nothing was said. */
  ownerOf(resource: string): string | undefined {
    return [...this.owners].find(([arn]) => covers(arn, resource))?.[1];
  }
}

const covers = (attachedTo: string, resource: string): boolean =>
  resource === attachedTo || resource.startsWith(`${attachedTo}/`) || resource.startsWith(`${attachedTo}:`);

const append = (map: Map<string, PolicyDocument[]>, key: string, document: PolicyDocument): void => {
  map.set(key, [...(map.get(key) ?? []), document]);
};
