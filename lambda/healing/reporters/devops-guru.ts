/**
 * Messages of Amazon DevOps Guru: `detail` of its EventBridge events and texts of its SNS messages, which differ in how
 * they write times and dimensions; the names of 2021 begin with capitals.
 */
import * as v from 'valibot';
import type { ProblemEntity } from '../problem';
import { instantOf, isId } from '../text';
import type { Normalised } from './normalised';
import { ignored, malformed, severityOf, toProblem } from './normalised';

/** Members whose names begin with a capital, as in 2021, get small ones; down to this depth. */
const deepest = 12;

const smallNames = (value: unknown, depth = 0): unknown => {
  if (depth > deepest || typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((one) => smallNames(one, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name.charAt(0).toLowerCase() + name.slice(1), smallNames(one, depth + 1)]),
  );
};

const maybe = <const S extends v.GenericSchema>(schema: S) => v.fallback(v.optional(schema), undefined);

const listed = v.array(v.object({ name: v.string(), value: v.string() }));
const mapped = v.record(v.string(), v.string());

/** SNS: JSON in a text; EventBridge: a list of names and values. */
const dimensions = v.union([
  v.pipe(
    listed,
    v.transform((list) => list.map(({ name, value }) => [name, value] as const)),
  ),
  v.pipe(
    v.string(),
    v.parseJson(),
    mapped,
    v.transform((map) => Object.entries(map).map(([name, value]) => [name, value] as const)),
  ),
  v.pipe(
    mapped,
    v.transform((map) => Object.entries(map).map(([name, value]) => [name, value] as const)),
  ),
]);

const anomaly = v.object({
  sourceDetails: maybe(
    v.array(v.object({ dataIdentifiers: maybe(v.object({ namespace: maybe(v.string()), dimensions: maybe(dimensions) })) })),
  ),
  anomalyResources: maybe(v.array(v.object({ type: v.string(), name: v.string() }))),
  associatedResourceArns: maybe(v.array(v.string())),
  associatedResourceArn: maybe(
    v.union([
      v.array(v.string()),
      v.pipe(
        v.string(),
        v.transform((arn) => [arn]),
      ),
    ]),
  ),
});

const schema = v.object({
  messageType: v.string(),
  insightId: maybe(v.string()),
  insightName: maybe(v.string()),
  insightDescription: maybe(v.string()),
  insightSeverity: maybe(v.string()),
  insightType: maybe(v.string()),
  insightUrl: maybe(v.string()),
  startTime: maybe(v.union([v.string(), v.number()])),
  anomalies: maybe(v.array(anomaly)),
  resourceCollection: maybe(
    v.object({
      cloudFormation: maybe(v.object({ stackNames: maybe(v.array(v.string())) })),
      tags: maybe(v.array(v.object({ appBoundaryKey: v.string(), tagValues: v.array(v.string()) }))),
    }),
  ),
  invalidResourceNames: maybe(v.array(v.string())),
});

type Insight = v.InferOutput<typeof schema>;

const entitiesOfAnomaly = ({
  sourceDetails = [],
  anomalyResources = [],
  associatedResourceArns = [],
  associatedResourceArn = [],
}: v.InferOutput<typeof anomaly>): ProblemEntity[] => [
  ...sourceDetails.flatMap(({ dataIdentifiers }) =>
    (dataIdentifiers?.dimensions ?? []).map(([name, value]) => ({
      type: dataIdentifiers?.namespace ?? '',
      id: `${name}=${value}`,
      name: value,
    })),
  ),
  ...anomalyResources.map(({ type, name }) => ({ type, id: name, name })),
  ...[...associatedResourceArns, ...associatedResourceArn].map((arn) => ({ type: 'arn', id: arn, name: arn.split(/[:/]/).at(-1) ?? arn })),
];

const entitiesOf = ({ anomalies = [], resourceCollection }: Insight): ProblemEntity[] => [
  ...(resourceCollection?.cloudFormation?.stackNames ?? []).map((name) => ({ type: 'stack', id: name, name })),
  ...anomalies.flatMap(entitiesOfAnomaly),
];

/** Where it watches by tag: the tags that led it to the resources. */
const tagsOf = ({ resourceCollection }: Insight): string[] =>
  (resourceCollection?.tags ?? []).flatMap(({ appBoundaryKey, tagValues }) => tagValues.map((value) => `${appBoundaryKey}:${value}`));

const insightOf = (insight: Insight, state: 'open' | 'resolved', now: number): Normalised => {
  const { insightId: id, insightName, insightDescription, insightSeverity, insightType, insightUrl, startTime } = insight;
  if (id === undefined || !isId(id)) {
    return malformed(`The message of DevOps Guru has no usable insightId (${JSON.stringify(id ?? 'nothing')}).`);
  }
  return toProblem({
    source: 'devops-guru',
    id,
    state,
    nature: insightType?.toUpperCase() === 'PROACTIVE' ? 'forecast' : 'symptom',
    severity: severityOf(insightSeverity) ?? 'medium',
    title: insightName ?? insightDescription ?? '',
    entities: entitiesOf(insight),
    tags: tagsOf(insight),
    started: instantOf(startTime) ?? now,
    link: insightUrl,
  });
};

/** Reads a message, whichever way it came. */
export const fromDevOpsGuru = (value: unknown, now: number): Normalised => {
  const result = v.safeParse(schema, smallNames(value));
  if (!result.success) {
    return malformed('The message of DevOps Guru has no messageType.');
  }
  const insight = result.output;
  switch (insight.messageType) {
    case 'NEW_INSIGHT':
    case 'NEW_ASSOCIATION':
    case 'SEVERITY_UPGRADED':
      return insightOf(insight, 'open', now);
    case 'CLOSED_INSIGHT':
      return insightOf(insight, 'resolved', now);
    case 'NEW_RECOMMENDATION':
      return ignored('A recommendation is no problem.');
    case 'SELECTED_RESOURCE_FILTER_VALIDATION_FAILURE':
      return ignored(
        `DevOps Guru does not watch what it was told to: ${(insight.invalidResourceNames ?? []).join(', ').slice(0, 200)}. Correct its resource collection.`,
      );
    default:
      return malformed(`The message of DevOps Guru has an unknown messageType ${JSON.stringify(insight.messageType.slice(0, 60))}.`);
  }
};
