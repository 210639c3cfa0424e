import * as v from 'valibot';
import { numberFrom, oneOf, shape, yesOrNo } from './parts';

const percent = numberFrom(0, 100, 'percent');

/** Accepted probabilities of an error. */
export const probability = numberFrom(0.0001, 0.5, 'probability');

export const ruleName = oneOf('a rule', ['evidence', 'percentage']);

export const proofName = oneOf('a kind of proof', ['critical', 'strict']);

/** How sure gates have to be: keys of a service, and of a comparison, where they go before those of its service. */
export const judgingEntries = {
  rule: v.optional(ruleName),
  falseRejects: v.optional(probability),
  falseApprovals: v.optional(probability),
  proof: v.optional(proofName),
  earlyApproval: v.optional(yesOrNo),
  score: v.optional(shape({ pass: percent, warning: percent })),
};
