import type { Validation } from '../../lambda/gate/validation';
import type { Snapshot } from './snapshot';

/** How an execution came to rest, or that it has not yet. */
export type Settlement =
  | { readonly kind: 'open' }
  /** CodePipeline ended it; `status` is CodePipeline's. */
  | { readonly kind: 'ended'; readonly status: string }
  /** A gate holds: the execution waits for a person. */
  | { readonly kind: 'held'; readonly validation: Validation };

const restingStatuses = new Set(['Succeeded', 'Failed', 'Stopped', 'Superseded', 'Cancelled']);

/**
 * Says whether an execution has come to rest: it ended or a gate holds it, and no gate workflow (a rollback, say) is
 * still at work. Pure.
 */
export function settlementOf(snapshot: Snapshot): Settlement {
  if (snapshot.openWorkflows > 0) return { kind: 'open' };
  if (restingStatuses.has(snapshot.status)) return { kind: 'ended', status: snapshot.status };
  const held = snapshot.validations.findLast(isWaitingForPerson);
  return held === undefined ? { kind: 'open' } : { kind: 'held', validation: held };
}

/** A gate that leaves its approval to a person: it holds, or its mode never answers. */
const isWaitingForPerson = (validation: Validation): boolean => validation.status === 'decided' && validation.decision?.answered === false;
