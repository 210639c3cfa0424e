import type { Evidence } from '../../gate/evidence';
import type { Look, Validation } from '../../gate/validation';

/** What the rules about blind spots look at. */
export interface Seen {
  readonly validation: Validation;
  readonly look: Look;
  readonly evidence: Evidence;
}

/** A rule that names what a gate could not have seen, one sentence or two each; empty where it does not apply. */
export type BlindSpot = (seen: Seen) => readonly string[];

const minute = 60_000;

/** Length of the candidate's window in whole minutes. */
export function windowMinutes({ evidence }: Seen): number {
  const { start, end } = evidence.windows.candidate;
  return Math.max(0, Math.round((end - start) / minute));
}

/** The name of a signature for people. */
export function labelOf({ look }: Seen, id: string): string {
  return look.signatures.find((signature) => signature.id === id)?.label ?? id;
}
