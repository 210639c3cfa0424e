/** The shape of a monspec file. What the shape cannot say (names that must exist, aggregates that make sense) is in rules/. */
import * as v from 'valibot';
import { comparisonSchema } from './comparison';
import { environmentSchema } from './environment';
import { filledList, named, oneOf, shape, text } from './parts';
import { signatureSchema } from './signature';

const signatures = filledList(signatureSchema, 'signatures');

const method = shape({
  name: v.pipe(text('The name of a method'), v.description('Name of the service method, for example /api/invoke.')),
  perfsignature: v.pipe(signatures, v.description('The signatures of the method.')),
});

const service = shape({
  etype: v.pipe(
    oneOf('an entity type', ['SERVICE', 'APPLICATION', 'HOST', 'PROCESS_GROUP_INSTANCE']),
    v.description('Type of the monitored entity.'),
  ),
  name: v.optional(v.pipe(text('The name of a service'), v.description('Name for people. Default: the key of the service.'))),
  owner: v.optional(v.pipe(text('The owner'), v.description('Who answers for the service.'))),
  environments: v.pipe(
    named(environmentSchema),
    v.minEntries(1, 'There must be at least one environment.\nAdd one, for example "Staging": { "tags": [] }.'),
    v.description('Environments by name, and how to find their entities.'),
  ),
  comparisons: v.pipe(filledList(comparisonSchema, 'comparisons'), v.description('What may be compared with what.')),
  perfsignature: v.optional(v.pipe(signatures, v.description('The signatures of the service.'))),
  servicemethods: v.optional(v.pipe(v.array(method, 'This must be a list of methods.\nWrite [ … ].'), v.description('Signatures of single methods (key requests).'))),
});

/** A monspec file: services by key. */
export const monspecSchema = v.pipe(
  named(service),
  v.minEntries(1, 'A monspec names at least one service.\nAdd one, for example "MyService": { "etype": "SERVICE", … }.'),
);

/** A monspec file of the right shape, defaults applied. */
export type MonspecFile = v.InferOutput<typeof monspecSchema>;
