/** Whether an error is one of the AWS exceptions of these names. */
export const isNamed = (error: unknown, ...names: readonly string[]): error is Error =>
  error instanceof Error && names.includes(error.name);

const transientNames = [
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'SlowDown',
  'TimeoutError',
  'RequestTimeout',
  'ECONNRESET',
  'ECONNREFUSED',
];

const statusOf = (error: Error): number | undefined => {
  const { $metadata: metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return metadata?.httpStatusCode;
};

/** Whether the same call may succeed later: throttled, timed out, or a fault on the side of AWS. */
export const isTransient = (error: unknown): boolean =>
  error instanceof Error && (isNamed(error, ...transientNames) || (statusOf(error) ?? 0) >= 500);

/** Name and message of whatever was thrown, in one line of at most 300 characters. */
export const describeError = (error: unknown): string => {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replaceAll(/\s+/g, ' ').slice(0, 300);
};
