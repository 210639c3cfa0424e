/** What the API v2 answers, parsed at the edge. Member names are those of Dynatrace's own types. */
import type {
  EntitiesList,
  MetricData,
  MetricSeries,
  MetricSeriesCollection,
  Problem,
  Problems,
} from '@dynatrace-sdk/client-classic-environment-v2';
import * as v from 'valibot';

type Members<Of> = Partial<Record<keyof Of, v.GenericSchema>>;

const pageKey = v.nullish(v.string());
const warnings = v.nullish(v.array(v.string()), []);

const isNumber = (value: unknown): boolean => typeof value === 'number';

/** Lists of thousands of points, checked at once: a schema per element takes ten times as long. */
const times = v.custom<readonly number[]>((value) => Array.isArray(value) && value.every(isNumber), 'Expected numbers');
const values = v.custom<readonly (number | null)[]>(
  (value) => Array.isArray(value) && value.every((one) => one === null || isNumber(one)),
  'Expected numbers or null',
);

const series = v.object({
  timestamps: v.nullish(times, []),
  values: v.nullish(values, []),
} satisfies Members<MetricSeries>);

const collection = v.object({
  metricId: v.string(),
  data: v.array(series),
  warnings,
} satisfies Members<MetricSeriesCollection>);

/** GET /api/v2/metrics/query */
export const metricDataSchema = v.object({
  resolution: v.string(),
  nextPageKey: pageKey,
  result: v.array(collection),
  warnings,
} satisfies Members<MetricData>);

export type MetricCollection = v.InferOutput<typeof collection>;
export type MetricAnswer = v.InferOutput<typeof metricDataSchema>;

const related = v.record(v.string(), v.array(v.object({ id: v.string() })));

/** GET /api/v2/entities */
export const entitiesSchema = v.object({
  totalCount: v.number(),
  nextPageKey: pageKey,
  entities: v.array(
    v.object({
      entityId: v.string(),
      displayName: v.optional(v.string()),
      toRelationships: v.optional(related, {}),
      fromRelationships: v.optional(related, {}),
    }),
  ),
} satisfies Members<EntitiesList>);

export type EntityAnswer = v.InferOutput<typeof entitiesSchema>['entities'][number];

/** GET /api/v2/problems. `endTime` is −1 while a problem is open. */
export const problemsSchema = v.object({
  nextPageKey: pageKey,
  warnings,
  problems: v.array(v.object({ startTime: v.number(), endTime: v.number() } satisfies Members<Problem>)),
} satisfies Members<Problems>);

export type ProblemAnswer = v.InferOutput<typeof problemsSchema>['problems'][number];

const errorSchema = v.object({ error: v.object({ message: v.string() }) });

/** The message of an error envelope. */
export const errorText = (body: unknown): string | undefined => {
  const parsed = v.safeParse(errorSchema, body);
  return parsed.success ? parsed.output.error.message : undefined;
};
