/** The shape of a monspec file. What the shape cannot say (names that must exist, aggregates that make sense) is in rules/. */
import * as v from 'valibot';
import { comparisonSchema } from './comparison';
import { environmentSchema } from './environment';
import { filledList, named, numberFrom, oneOf, shape, text, yesOrNo } from './parts';
import { signatureSchema } from './signature';

const signatures = filledList(signatureSchema, 'signatures');

const method = shape({
  name: text('The name of a method'),
  perfsignature: signatures,
});

const percent = numberFrom(0, 100, 'percent');

const service = shape({
  etype: oneOf('an entity type', ['SERVICE', 'APPLICATION', 'HOST', 'PROCESS_GROUP_INSTANCE']),
  name: v.optional(text('The name of a service')),
  owner: v.optional(text('The owner')),
  rule: v.optional(oneOf('a rule', ['evidence', 'percentage'])),
  falseRejects: v.optional(numberFrom(0.0001, 0.5, 'probability')),
  earlyApproval: v.optional(yesOrNo),
  score: v.optional(shape({ pass: percent, warning: percent })),
  environments: v.pipe(
    named(environmentSchema),
    v.minEntries(1, 'There must be at least one environment.\nAdd one, for example "Staging": { "tags": [] }.'),
  ),
  comparisons: filledList(comparisonSchema, 'comparisons'),
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
