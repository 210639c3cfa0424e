/** One series of points that CloudWatch is asked for. */

/** Load balancers report once a minute; nothing finer exists. */
export const periodSeconds = 60;

/** Every metric of the mapping table lives here. */
export const namespace = 'AWS/ApplicationELB';

export interface Query {
  readonly metric: string;
  /** A CloudWatch statistic: Sum, Average, Minimum, Maximum, SampleCount or pNN. */
  readonly statistic: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Equal for queries that ask for the same; duplicates are fetched once. */
export const queryKey = ({ metric, statistic, dimensions }: Query): string =>
  JSON.stringify([metric, statistic, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** A query for people, for example `TargetResponseTime p90 of LoadBalancer=app/x/1, TargetGroup=targetgroup/y/2`. */
export const describeQuery = ({ metric, statistic, dimensions }: Query): string =>
  `${metric} ${statistic} of ${Object.entries(dimensions).map(([name, value]) => `${name}=${value}`).join(', ')}`;
