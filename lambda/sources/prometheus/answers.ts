/** What the HTTP API answers, parsed at the edge. */
import * as v from 'valibot';

const point = v.tuple([v.number(), v.string()]);

/** GET or POST /api/v1/query_range: times in epoch seconds, values as texts (`"NaN"` among them). */
export const rangeSchema = v.object({
  status: v.literal('success'),
  warnings: v.optional(v.array(v.string()), []),
  data: v.object({
    resultType: v.literal('matrix'),
    result: v.array(v.object({ metric: v.record(v.string(), v.string()), values: v.optional(v.array(point), []) })),
  }),
});

export type RangeAnswer = v.InferOutput<typeof rangeSchema>;

/** POST /api/v1/series: the label sets that match. */
export const seriesSchema = v.object({ status: v.literal('success'), data: v.array(v.record(v.string(), v.string())) });

const errorSchema = v.object({ status: v.literal('error'), errorType: v.string(), error: v.string() });

/** Type and text of an error of the API. */
export const errorText = (body: unknown): string | undefined => {
  const parsed = v.safeParse(errorSchema, body);
  return parsed.success ? `${parsed.output.errorType}: ${parsed.output.error}` : undefined;
};
