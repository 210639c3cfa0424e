/** All policies as one account sees them, and the one question that they answer. */
import type { PolicyDocument, PolicyStatement } from '../cloud/cloud';
import type { Principal } from '../cloud/service';
import { defaultPolicy } from './default-policies';
import { evaluate } from './evaluate';
import type { Decision } from './evaluate';
import { list } from './pattern';
import type { PermissionUse } from './permission-use';
import { PolicyStore } from './policy-store';
import { applies } from './statement';

export interface PolicyQuestion {
  readonly caller: Principal;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

/** What AWS services do for their own account without anybody's policy, by themselves or in their service-linked role. */
const nativeActions = new Set(['events:PutEvents', 'cloudwatch:PutMetricData', 'cloudwatch:DescribeAlarms']);

/** What the operator of an account is granted there. */
const everything: PolicyDocument = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

export class Policies {
  /** @param store the policies of all accounts; default: a store of its own */
  constructor(
    private readonly account: string,
    private readonly region: string,
    private readonly store = new PolicyStore(),
  ) {}

  /** What the roles of the templates were granted and used, in all accounts. */
  get use(): PermissionUse {
    return this.store.use;
  }

  /** Adds an identity policy to a role. Throws PolicyError where it cannot be judged. */
  attachToRole(roleArn: string, document: PolicyDocument, by: 'template' | 'AWS' = 'template'): void {
    this.store.attachToRole(roleArn, document, by);
  }

  /**
   * Adds a resource policy; it covers the resource and what lies inside it (objects, indexes, versions).
   * @param owner account of a resource whose ARN names none, as a bucket's; default: the account of whoever asks for it
   */
  attachToResource(resourceArn: string, document: PolicyDocument, owner?: string): void {
    this.store.attachToResource(resourceArn, document);
    if (owner !== undefined) this.store.own(resourceArn, owner);
  }

  /** Whether a principal may do something. The operator may do everything in their own account. */
  decide(question: PolicyQuestion): Decision {
    const { caller, action, resource } = question;
    const account = this.accountOf(caller);
    const crossesAccounts = caller.kind !== 'service' && this.ownerOf(resource, account) !== account;
    if (caller.kind === 'operator' && !crossesAccounts) return { allowed: true };
    if (caller.kind === 'service' && nativeActions.has(action)) return { allowed: true };
    const request = { caller, account, crossesAccounts, action, resource, context: this.context(question) };
    const decision = evaluate(request, { identity: this.identityPolicies(caller), resource: this.resourcePolicies(resource) });
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
    const effects = this.store
      .ofRole(caller.arn)
      .flatMap((document) => list<PolicyStatement>(document.Statement))
      .filter((statement) => applies(statement, request))
      .map(({ Effect }) => Effect);
    if (effects.includes('Deny')) return 'explicitDeny';
    return effects.includes('Allow') ? 'allowed' : 'implicitDeny';
  }

  private accountOf(caller: Principal): string {
    switch (caller.kind) {
      case 'operator':
        return caller.account ?? this.account;
      case 'role':
        return accountIn(caller.arn, this.account);
      case 'service':
        return accountIn(caller.sourceArn ?? '', this.account);
    }
  }

  /** A resource without an owner, such as `*`, is asked for in the account of whoever asks. */
  private ownerOf(resource: string, asking: string): string {
    return this.store.ownerOf(resource) ?? accountIn(resource, asking);
  }

  private identityPolicies(caller: Principal): readonly PolicyDocument[] {
    switch (caller.kind) {
      case 'operator':
        return [everything];
      case 'role':
        return this.store.ofRole(caller.arn);
      case 'service':
        return [];
    }
  }

  private resourcePolicies(resource: string): readonly PolicyDocument[] {
    const attached = this.store.ofResource(resource);
    return attached.length > 0 ? attached : defaultPolicy(resource, this.account);
  }

  /** Keys that IAM itself supplies, beside those of the call. The local endpoint stands for one with TLS. */
  private context({ caller, context }: PolicyQuestion): ReadonlyMap<string, string> {
    const keys = {
      'aws:SecureTransport': 'true',
      'aws:RequestedRegion': this.region,
      ...callerKeys(caller, this.accountOf(caller)),
      ...context,
    };
    return new Map(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), value]));
  }
}

const callerKeys = (caller: Principal, account: string): Readonly<Record<string, string>> => {
  switch (caller.kind) {
    case 'operator':
      return { 'aws:PrincipalAccount': account, 'aws:SourceOwner': account, 'kms:CallerAccount': account };
    case 'role':
      return {
        'aws:PrincipalArn': caller.arn,
        'aws:PrincipalAccount': account,
        'aws:SourceOwner': account,
        'kms:CallerAccount': account,
      };
    case 'service':
      return {
        'aws:SourceAccount': account,
        'aws:SourceOwner': account,
        'kms:CallerAccount': account,
        'aws:PrincipalIsAWSService': 'true',
        ...(caller.sourceArn === undefined ? {} : { 'aws:SourceArn': caller.sourceArn }),
      };
  }
};

/** The account that an ARN names; buckets and `*` name none. */
const accountIn = (arn: string, otherwise: string): string => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1] ?? otherwise;
