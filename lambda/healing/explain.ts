/**
 * Explain: what healing would do about a message, and why. Reads everything that the plan reads, and writes nothing; the
 * same table decides.
 */
import type { Attribution } from './attribution/attribution';
import type { FactPorts } from './planning/facts';
import { gatherFacts } from './planning/facts';
import type { Plan } from './planning/plan-types';
import { plan } from './planning/plan';
import type { Documents } from './ports/documents';
import type { Problem } from './problem';
import { problemIdOf } from './problem';
import { fromFile } from './reporters/recognise';

export type Explanation =
  | {
      readonly kind: 'planned';
      readonly problem: Problem;
      /** The likeliest first. */
      readonly attributions: readonly Attribution[];
      /** Why other deployments are none. */
      readonly excluded: readonly string[];
      readonly plan: Plan;
      /** Settings that cannot be read, a sentence each. */
      readonly unreadable: readonly string[];
    }
  /** The message asks for nothing, or is none. */
  | { readonly kind: 'ignored' | 'malformed'; readonly why: string };

/** What is written here is forgotten. */
const readOnly = (documents: Documents): Documents => ({ read: (key) => documents.read(key), write: async () => 'written' });

/** Explains a message of any reporter, as its text. Nothing about it is verified. `now` in epoch milliseconds. */
export const explain = async (text: string, ports: FactPorts, now: number): Promise<Explanation> => {
  const normalised = fromFile(text, now);
  if (normalised.kind !== 'problem') {
    return normalised;
  }
  const { problem } = normalised;
  const record = { problemId: problemIdOf(problem), problem, receivedAt: now, timeline: [], told: [] };
  const { facts, unreadable } = await gatherFacts(record, { ...ports, documents: readOnly(ports.documents) }, now);
  const { ranked, excluded } = facts.attribution;
  return { kind: 'planned', problem, attributions: ranked, excluded, plan: plan(facts), unreadable };
};
