/** Names and shapes of the log search: what stacks, functions, the sample and the rehearsal share. */

/** Names that are the same in every account, so that who writes needs no reference to what stores. */
export const logNames = {
  /** OpenSearch Service domain; 3 to 28 characters. */
  domain: 'unbreakable-logs',
  /** Firehose stream. */
  stream: 'unbreakable-logs',
  /** Firehose appends `-YYYY-MM-DD` (UTC) to it. */
  index: 'unbreakable-logs',
  /** Role inside the domain that Firehose is mapped to. */
  writerRole: 'unbreakable_log_writer',
  /** Role inside the domain that readers are mapped to. */
  readerRole: 'unbreakable_log_reader',
  /** Index template and lifecycle policy. */
  template: 'unbreakable-logs',
} as const;

/** Folders of the bucket that keeps every document. */
export const logPrefixes = {
  /** Every document that Firehose took, indexed or not. */
  documents: 'documents/',
  /** Documents that OpenSearch refused for good, each with the reason. */
  failed: 'failed/',
  /** Documents that Firehose itself did not take, written by the forwarder. */
  unsent: 'failed/forwarding/',
} as const;

/** CloudFormation type of the custom resource that prepares the domain. */
export const logIndexType = 'Custom::LogIndex';

/** Properties of that custom resource, besides ServiceToken. CloudFormation hands all of them over as text. */
export interface LogIndexProperties {
  /** Host name of the domain. */
  readonly Endpoint: string;
  /** ARN of the role that Firehose writes as. */
  readonly WriterRoleArn: string;
  /** ARNs of roles that may read. */
  readonly ReaderRoleArns: readonly string[];
  /** Days that an index is searchable before it is deleted. */
  readonly HotDays: string;
  /** Copies of each shard on other nodes. */
  readonly Replicas: string;
  /** Another one with every version of the function, so that CloudFormation lets a new version prepare the domain again. */
  readonly Code: string;
}

/** Environment variables of log-forwarder. */
export const forwarderVariables = {
  /** Name of the Firehose stream. */
  stream: 'LOG_STREAM_NAME',
  /** Bucket for documents that Firehose did not take. */
  bucket: 'LOG_BUCKET',
  /** Role of the account that holds both, and its region, where the function runs in another one. */
  role: 'LOG_ROLE_ARN',
  region: 'LOG_REGION',
} as const;

/** Environment variables that tell the sample application to send its log to a Firehose stream itself. */
export const sampleLogVariables = {
  /** Name of the stream. */
  stream: 'LOG_STREAM',
  /** Role of the account that holds it, and its region, where the application runs in another one. */
  role: 'LOG_STREAM_ROLE',
  region: 'LOG_STREAM_REGION',
} as const;

/** One line of a log as it is indexed. Whatever is not named here is in `fields`, which never conflicts with a mapping. */
export interface LogDocument {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly message: string;
  /** Lower case: debug, info, warning, error, critical. */
  readonly level?: string;
  /** Application or function. */
  readonly service?: string;
  /** Deployment that wrote it. */
  readonly version?: string;
  readonly hostname?: string;
  /** Where CloudWatch Logs keeps the line. */
  readonly logGroup?: string;
  readonly logStream?: string;
  /** Of CloudWatch Logs: the same line delivered twice has the same. */
  readonly eventId?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}
