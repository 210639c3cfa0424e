/**
 * What every stand-in of the rehearsal is made of: operations that answer like the AWS API, and CloudFormation
 * resource types that it can create. No stand-in knows the story: no build number, no verdict, no name of the sample.
 */
import type { Cloud } from './cloud';

/** Who makes a call. The operator at the laptop may do everything in their account. */
export type Principal =
  /** Absent account: that of the cloud that is asked. */
  | { readonly kind: 'operator'; readonly account?: string }
  | { readonly kind: 'role'; readonly arn: string }
  /** A service acting in its own name, for example `events.amazonaws.com`, on behalf of one of its resources. */
  | { readonly kind: 'service'; readonly name: string; readonly sourceArn?: string };

/** One permission that a call needs, for the policy evaluation. */
export interface Need {
  /** For example `codepipeline:PutApprovalResult`. */
  readonly action: string;
  readonly resource: string;
  /** Condition keys known for this call. */
  readonly context?: Readonly<Record<string, string>>;
}

/** An operation of an API. `Input` and `Output` are the SDK's own types for it. */
export interface Operation<Input, Output> {
  /** The permissions that AWS asks for; an empty list only for calls that need none. */
  needs(input: Input): readonly Need[];
  run(input: Input, caller: Principal): Promise<Output> | Output;
}

/** Erases the types of an operation, so that a service can list many. */
export const operation = <Input, Output>(definition: Operation<Input, Output>): Operation<never, unknown> => definition;

/** What CloudFormation knows of a created resource. */
export interface CreatedResource {
  /** What `Ref` gives: its physical id. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives, by attribute name (dots included). */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A resource as the resolver hands it over: every intrinsic function is resolved. */
export interface ResourceRequest<Properties = Readonly<Record<string, unknown>>> {
  readonly type: string;
  readonly logicalId: string;
  readonly stackName: string;
  readonly properties: Properties;
  /** Tags of the stack and of the resource. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Creates one CloudFormation resource type. */
export type ResourceProvider = (request: ResourceRequest) => Promise<CreatedResource> | CreatedResource;

/** A stand-in for one AWS service. */
export interface Service {
  /** The signing name, as in the credential scope: `codepipeline`, `monitoring`, `states`, … */
  readonly name: string;
  /** By operation name, for example `PutApprovalResult`. */
  readonly operations: Readonly<Record<string, Operation<never, unknown>>>;
  /** By CloudFormation type, for example `AWS::CodePipeline::Pipeline`. */
  readonly resources: Readonly<Record<string, ResourceProvider>>;
  /** Stops what the service started. Called once, in any order. */
  stop?(): Promise<void>;
}

/** Builds a service on a cloud. */
export type ServiceFactory = (cloud: Cloud) => Service;
