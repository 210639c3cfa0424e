import type { EnvironmentConfig } from '../../config/config';
import { functionNames, type EnvironmentName } from '../../foundation/names';
import { largest, type Saturation } from '../saturation';

/** Executions at once that an account has in a region, unless AWS has raised or lowered it: “Lambda quotas” of the Developer Guide. */
const accountQuota = 1_000;

/**
 * How many executions there are at once, of as many as there may be: those reserved for the function, or those of the
 * whole account, which other functions use as well. Throttled requests are errors of the load balancer.
 */
export function concurrency(environment: EnvironmentName, { functionReservedConcurrency: reserved }: EnvironmentConfig): Saturation {
  const own = { FunctionName: functionNames(environment).sample };
  const executions = ['AWS/Lambda', 'ConcurrentExecutions'] as const;
  return {
    title: 'Executions at once, and throttled requests per minute',
    metrics: [
      largest('the application', executions, own),
      ...(reserved === undefined ? [largest('the whole account', executions, undefined)] : []),
      largest('throttled', ['AWS/Lambda', 'Throttles'], own).with({ statistic: 'Sum' }),
    ],
    limit: reserved ?? accountQuota,
  };
}
