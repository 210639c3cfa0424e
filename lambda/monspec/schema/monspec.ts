/** The shape of a monspec file. What the shape cannot say (names that must exist, aggregates that make sense) is in rules/. */
import * as v from 'valibot';
import { comparisonSchema } from './comparison';
import { environmentSchema } from './environment';
import { judgingEntries } from './judging';
import { filledList, named, oneOf, shape, text } from './parts';
import { signatureSchema } from './signature';

const signatures = filledList(signatureSchema, 'signatures', '{ "timeseries": "com.dynatrace.builtin:service.responsetime" }');

const method = shape({
  name: text('The name of a method'),
  perfsignature: signatures,
});

const service = shape({
  etype: oneOf('an entity type', ['SERVICE', 'APPLICATION', 'HOST', 'PROCESS_GROUP_INSTANCE']),
  name: v.optional(text('The name of a service')),
  owner: v.optional(text('The owner')),
  ...judgingEntries,
  environments: v.pipe(
    named(environmentSchema),
    v.minEntries(1, 'There must be at least one environment.\nAdd one, for example "Staging": { "tags": [] }.'),
  ),
  comparisons: filledList(comparisonSchema, 'comparisons', '{ "name": "StagingToProduction", "source": "Staging", "compare": "Production" }'),
  perfsignature: v.optional(signatures),
  servicemethods: v.optional(v.array(method, 'This must be a list of methods.\nWrite [ … ].')),
});

/** A monspec file: services by key. */
export const monspecSchema = v.pipe(
  named(service),
  v.minEntries(1, 'A monspec names at least one service.\nAdd one, for example "MyService": { "etype": "SERVICE", … }.'),
);

/** A monspec file of the right shape, defaults applied. */
export type MonspecFile = v.InferOutput<typeof monspecSchema>;
