/**
 * How every SDK client of the functions is made: bounded in time, since an unbounded call outlives its function,
 * and with few attempts, since Step Functions and Lambda retry the whole step with their own back-off.
 */
export const clientOptions = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const;
