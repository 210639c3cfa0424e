/**
 * Metrics inside log lines, as in
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
import * as v from 'valibot';

/** One datum for PutMetricData. */
export interface EmbeddedDatum {
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly Timestamp: Date;
  readonly Values: readonly number[];
  readonly Unit: string;
  readonly StorageResolution: 1 | 60;
}

export interface EmbeddedMetrics {
  readonly namespace: string;
  readonly data: readonly EmbeddedDatum[];
}

const directive = v.object({
  Namespace: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024)),
  Dimensions: v.optional(v.array(v.pipe(v.array(v.string()), v.maxLength(30))), [[]]),
  Metrics: v.pipe(
    v.array(
      v.object({
        Name: v.pipe(v.string(), v.nonEmpty()),
        Unit: v.optional(v.string(), 'None'),
        StorageResolution: v.optional(v.picklist([1, 60]), 60),
      }),
    ),
    v.maxLength(100),
  ),
});

const line = v.looseObject({ _aws: v.object({ Timestamp: v.number(), CloudWatchMetrics: v.array(directive) }) });

const values = v.union([
  v.pipe(
    v.number(),
    v.transform((one) => [one]),
  ),
  v.pipe(v.array(v.number()), v.minLength(1), v.maxLength(100)),
]);

type Line = v.InferOutput<typeof line>;
type Directive = v.InferOutput<typeof directive>;

/** A set of dimensions counts only if the line has a text for each. */
const dimensionsOf = (root: Line, names: readonly string[]): EmbeddedDatum['Dimensions'] | undefined => {
  const found = names.flatMap((Name) => (typeof root[Name] === 'string' && root[Name] !== '' ? [{ Name, Value: root[Name] }] : []));
  return found.length === names.length ? found : undefined;
};

const dataOf = (root: Line, { Dimensions, Metrics }: Directive): EmbeddedDatum[] =>
  Metrics.flatMap(({ Name, Unit, StorageResolution }) => {
    const given = v.safeParse(values, root[Name]);
    if (!given.success) return [];
    return Dimensions.flatMap((names) => {
      const dimensions = dimensionsOf(root, names);
      if (dimensions === undefined) return [];
      return [
        {
          MetricName: Name,
          Dimensions: dimensions,
          Timestamp: new Date(root['_aws'].Timestamp),
          Values: given.output,
          Unit,
          StorageResolution,
        },
      ];
    });
  });

/** The metrics of a log line; none where it is no such line, or names what it does not hold. */
export const embeddedMetrics = (message: string): readonly EmbeddedMetrics[] => {
  if (!message.includes('"_aws"')) return [];
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), line), message.trim());
  if (!parsed.success) return [];
  return parsed.output['_aws'].CloudWatchMetrics.map((entry) => ({ namespace: entry.Namespace, data: dataOf(parsed.output, entry) }));
};
