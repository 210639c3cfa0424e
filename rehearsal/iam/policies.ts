/** All policies of the account, and the one question that they answer. */
import type { PolicyDocument, PolicyStatement } from '../cloud/cloud';
import type { Principal } from '../cloud/service';
import { checkPolicy } from './check-policy';
import { defaultPolicy } from './default-policies';
import { evaluate } from './evaluate';
import type { Decision } from './evaluate';
import { list } from './pattern';
import { PermissionUse } from './permission-use';
import { applies } from './statement';

export interface PolicyQuestion {
  readonly caller: Principal;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

/** What AWS services do for their own account without anybody's policy, by themselves or in their service-linked role. */
const nativeActions = new Set(['events:PutEvents', 'cloudwatch:PutMetricData', 'cloudwatch:DescribeAlarms']);

export class Policies {
  private readonly byRole = new Map<string, PolicyDocument[]>();
  /** What the roles of the templates were granted and used; policies that AWS writes are not ours to narrow. */
  readonly use = new PermissionUse();
  private readonly byResource = new Map<string, PolicyDocument[]>();
  private readonly owners = new Map<string, string>();

  constructor(
    private readonly account: string,
    private readonly region: string,
  ) {}

  /** Adds an identity policy to a role. Throws PolicyError where it cannot be judged. */
  attachToRole(roleArn: string, document: PolicyDocument, by: 'template' | 'AWS' = 'template'): void {
    checkPolicy(roleArn, document);
    if (by === 'template') this.use.grant(roleArn, document);
    append(this.byRole, roleArn, document);
  }

  /**
   * Adds a resource policy; it covers the resource and what lies inside it (objects, indexes, versions).
   * @param owner account of a resource whose ARN names none, as a bucket's; default: the account of these policies
   */
  attachToResource(resourceArn: string, document: PolicyDocument, owner?: string): void {
    checkPolicy(resourceArn, document);
    append(this.byResource, resourceArn, document);
    if (owner !== undefined) this.owners.set(resourceArn, owner);
  }

  /** Whether a principal may do something. The operator may do everything. */
  decide(question: PolicyQuestion): Decision {
    const { caller, action, resource } = question;
    if (caller.kind === 'operator') return { allowed: true };
    if (caller.kind === 'service' && nativeActions.has(action)) return { allowed: true };
    const identity = caller.kind === 'role' ? (this.byRole.get(caller.arn) ?? []) : [];
    const account = caller.kind === 'role' ? accountIn(caller.arn, this.account) : this.account;
    const crossesAccounts = caller.kind === 'role' && this.ownerOf(resource, account) !== account;
    const request = { caller, account, crossesAccounts, action, resource, context: this.context(question) };
    const decision = evaluate(request, { identity, resource: this.resourcePolicies(resource) });
    if (decision.allowed && caller.kind === 'role') this.use.note(caller.arn, request);
    return decision;
  }

  /** What the policies of a role say of a request, whatever the resource's own policies say; nothing is noted as used. */
  simulate({
    caller,
    ...question
  }: PolicyQuestion & { readonly caller: { readonly kind: 'role' } }): 'allowed' | 'explicitDeny' | 'implicitDeny' {
    const { action, resource } = question;
    const request = { caller, account: this.account, action, resource, context: this.context({ caller, ...question }) };
    const effects = (this.byRole.get(caller.arn) ?? [])
      .flatMap((document) => list<PolicyStatement>(document.Statement))
      .filter((statement) => applies(statement, request))
      .map(({ Effect }) => Effect);
    if (effects.includes('Deny')) return 'explicitDeny';
    return effects.includes('Allow') ? 'allowed' : 'implicitDeny';
  }

  /** A resource without an owner, such as `*`, is asked for in the account of whoever asks. */
  private ownerOf(resource: string, asking: string): string {
    const [, owner] = [...this.owners].find(([arn]) => covers(arn, resource)) ?? [];
    return owner ?? accountIn(resource, asking);
  }

  private resourcePolicies(resource: string): readonly PolicyDocument[] {
    const attached = [...this.byResource].filter(([arn]) => covers(arn, resource)).flatMap(([, documents]) => documents);
    return attached.length > 0 ? attached : defaultPolicy(resource, this.account);
  }

  /** Keys that IAM itself supplies, beside those of the call. The local endpoint stands for one with TLS. */
  private context({ caller, context }: PolicyQuestion): ReadonlyMap<string, string> {
    const keys = {
      'aws:SecureTransport': 'true',
      'aws:RequestedRegion': this.region,
      ...callerKeys(caller, caller.kind === 'role' ? accountIn(caller.arn, this.account) : this.account),
      ...context,
    };
    return new Map(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), value]));
  }
}

const callerKeys = (caller: Principal, account: string): Readonly<Record<string, string>> => {
  switch (caller.kind) {
    case 'operator':
      return {};
    case 'role':
      return { 'aws:PrincipalArn': caller.arn, 'aws:PrincipalAccount': account, 'aws:SourceOwner': account };
    case 'service':
      return {
        'aws:SourceAccount': account,
        'aws:SourceOwner': account,
        'aws:PrincipalIsAWSService': 'true',
        ...(caller.sourceArn === undefined ? {} : { 'aws:SourceArn': caller.sourceArn }),
      };
  }
};

/** The account that an ARN names; buckets and `*` name none. */
const accountIn = (arn: string, otherwise: string): string => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1] ?? otherwise;

const covers = (attachedTo: string, resource: string): boolean =>
  resource === attachedTo || resource.startsWith(`${attachedTo}/`) || resource.startsWith(`${attachedTo}:`);

const append = (map: Map<string, PolicyDocument[]>, key: string, document: PolicyDocument): void => {
  map.set(key, [...(map.get(key) ?? []), document]);
};
