/**
 * The port that stand-ins use to reach each other, as services of one account and region.
 * Calls made here are authorised, counted and answered just like those that come in over HTTP.
 */
import type { VirtualClock } from '../clock/clock';
import type { Principal } from './service';

/** An EventBridge event of the default bus, as services send it. */
export interface CloudEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly resources?: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface Cloud {
  readonly account: string;
  readonly region: string;
  readonly clock: VirtualClock;
  /** A folder of this run that is removed at the end. */
  readonly directory: string;
  /**
   * Makes an API call in the name of a principal: authorises, counts, runs. Throws AwsError. It goes to the account of
   * the resource that it names, or else of its caller.
   * @param region of the endpoint; default: this cloud's
   */
  call<Output>(service: string, operation: string, input: object, caller: Principal, region?: string): Promise<Output>;
  /** Throws AwsError AccessDenied, and counts it, unless the principal may. For services acting inside a call. */
  authorise(caller: Principal, action: string, resource: string, context?: Readonly<Record<string, string>>): void;
  /** Sends an event to the default bus. Returns once it is accepted, not once it is delivered. */
  emit(event: CloudEvent): void;
  /** A service's own diagnostics for the run's log; never a secret, never a payload that holds credentials. */
  log(service: string, message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Runs work in the background; a rejection ends the rehearsal with a named failure. */
  background(service: string, what: string, work: Promise<unknown>): void;
  arn(service: string, resource: string): string;
  /** Address of the AWS endpoint, `http://127.0.0.1:PORT`, for AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  /** Credentials by which the endpoint recognises the holder of a role, for a child process. */
  credentials(roleArn: string): Credentials;
  /** Says that a resource is this account's whose ARN names none, as a bucket's. Throws AwsError where it is another's. */
  claim(resourceArn: string): void;
  /** Adds a resource policy (bucket, queue, topic, function permission); evaluated beside identity policies. */
  attachResourcePolicy(resourceArn: string, document: PolicyDocument): void;
}

/** What AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN hold. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** An IAM policy document as templates hold it: every member may be one value or a list. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: PolicyStatement | readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}
