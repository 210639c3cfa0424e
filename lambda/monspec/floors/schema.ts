/** The policy file of the platform team: by service, or `*` for all, the least that a monspec must ask for. */
import * as v from 'valibot';
import { named, numberFrom, oneOf, shape, text, yesOrNo } from '../schema/parts';
import { signatureSchema } from '../schema/signature';

const method = shape({
  name: text('The name of a method'),
  perfsignature: v.array(signatureSchema, 'This must be a list of signatures.\nWrite [ … ].'),
});

const floor = shape({
  rule: v.optional(oneOf('a rule', ['evidence', 'percentage'])),
  falseRejects: v.optional(numberFrom(0.0001, 0.5, 'probability')),
  earlyApproval: v.optional(yesOrNo),
  score: v.optional(yesOrNo),
  scalefactorperc: v.optional(named(numberFrom(0, 1000, 'percent'))),
  perfsignature: v.optional(v.array(signatureSchema, 'This must be a list of signatures.\nWrite [ … ].')),
  servicemethods: v.optional(v.array(method, 'This must be a list of methods.\nWrite [ … ].')),
});

/** Floors by service, or `*` for every service. */
export const floorsSchema = named(floor);

export type FloorsFile = v.InferOutput<typeof floorsSchema>;
export type FloorFile = FloorsFile[string];
