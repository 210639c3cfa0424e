/** The policy file of the platform team: by service, or `*` for all, the least that a monspec must ask for. */
import * as v from 'valibot';
import { comparisonPlace } from '../schema/comparison';
import { environmentSchema } from '../schema/environment';
import { probability, proofName, ruleName } from '../schema/judging';
import { named, numberFrom, say, shape, text, wholeFrom, yesOrNo } from '../schema/parts';
import { signatureSchema } from '../schema/signature';

const method = shape({
  name: text('The name of a method'),
  perfsignature: v.array(signatureSchema, 'This must be a list of signatures.\nWrite [ … ].'),
});

const budget = v.union(
  [probability, shape({ least: v.optional(probability), most: v.optional(probability) })],
  say('This must be a probability from 0.0001 to 0.5, or bounds of one.', 'Write for example 0.05, or { "least": 0.02, "most": 0.1 }.'),
);

const floor = shape({
  rule: v.optional(ruleName),
  falseRejects: v.optional(budget),
  falseApprovals: v.optional(probability),
  proof: v.optional(proofName),
  earlyApproval: v.optional(yesOrNo),
  score: v.optional(yesOrNo),
  windowMinutes: v.optional(wholeFrom(1, 1440, 'minutes')),
  history: v.optional(wholeFrom(1, 50, 'earlier validations or days')),
  scalefactorperc: v.optional(named(numberFrom(0, 1000, 'percent'))),
  perfsignature: v.optional(v.array(signatureSchema, 'This must be a list of signatures.\nWrite [ … ].')),
  servicemethods: v.optional(v.array(method, 'This must be a list of methods.\nWrite [ … ].')),
  comparisons: v.optional(v.array(comparisonPlace, 'This must be a list of comparisons.\nWrite [ … ].')),
  environments: v.optional(named(environmentSchema)),
});

/** Floors by service, or `*` for every service. */
export const floorsSchema = named(floor);

export type FloorsFile = v.InferOutput<typeof floorsSchema>;
export type FloorFile = FloorsFile[string];
