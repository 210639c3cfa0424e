/**
 * The decide table: what a gate does with what it knows. Pure, and the only place where an approval can come from.
 *
 * From top to bottom, the first row that fits:
 *
 *   the approval was answered        → a person's decision stands
 *   the stage has ended or moved on  → abandon: there is nothing left to answer
 *   the look failed for good         → hold
 *   the deployment was replaced      → hold
 *   no look that may decide          → look
 *   inconclusive                     → extend, once; else hold
 *   pass, but below the policy       → hold
 *   mode observe or advise           → recommend approve or reject
 *   the switch is off                → hold
 *   the approval does not exist      → hold
 *   the approval is not open yet     → wait; too long → hold
 *   pass, warning                    → approve
 *   fail                             → reject
 *
 * A look may decide at the end of its window. Before it, under the rule `evidence`, a proven regression rejects, and a
 * proven pass approves only where the monspec asks for early approval.
 */
import type { GateMode } from '../contract/user-parameters';
import type { VerdictName } from '../judge/verdict';
import type { ApprovalState } from './ports/pipelines';
import type { SwitchReading } from './ports/settings';

/** What the decision can rest on. */
export type Basis =
  | {
      readonly kind: 'look';
      readonly verdict: VerdictName;
      readonly reasons: readonly string[];
      /** Whether it was made at the end of the window. */
      readonly final: boolean;
      /** What it may do before that; absent = nothing. */
      readonly early?: 'rejects' | 'decides';
      readonly deploymentChanged: boolean;
    }
  | { readonly kind: 'no-look' }
  /** The look failed after all its retries. */
  | { readonly kind: 'error'; readonly detail: string };

export interface Facts {
  readonly basis: Basis;
  readonly mode: GateMode;
  readonly killSwitch: SwitchReading;
  readonly approval: ApprovalState;
  /** Where the monspec asks for less than the platform's policy. */
  readonly belowFloor: readonly string[];
  /** Whether the window may still be extended. */
  readonly extendable: boolean;
  /** Whether the approval should have opened long ago. */
  readonly waitedTooLong: boolean;
}

export type Ruling =
  /** Answer the approval that has this token. */
  | {
      readonly kind: 'answer';
      readonly decision: 'approve' | 'reject';
      readonly token: string;
      readonly verdict: VerdictName;
      readonly reasons: readonly string[];
    }
  /** Record what the gate would answer; a person answers. */
  | {
      readonly kind: 'recommend';
      readonly decision: 'approve' | 'reject';
      readonly verdict: VerdictName;
      readonly reasons: readonly string[];
    }
  /** A person decides. */
  | { readonly kind: 'hold'; readonly verdict?: VerdictName; readonly reasons: readonly string[] }
  | { readonly kind: 'extend' }
  | { readonly kind: 'look' }
  /** The approval opens soon. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'person'; readonly decision: 'approve' | 'reject'; readonly by?: string; readonly summary?: string }
  | { readonly kind: 'abandon'; readonly reason: string };

const hold = (reason: string, basis: Basis): Ruling =>
  basis.kind === 'look'
    ? { kind: 'hold', verdict: basis.verdict, reasons: [reason, ...basis.reasons] }
    : { kind: 'hold', reasons: [reason] };

type Look = Extract<Basis, { readonly kind: 'look' }>;

/** Whether a look may decide, or more has to be seen. */
export const mayDecide = ({ final, early, verdict }: Pick<Look, 'final' | 'early' | 'verdict'>): boolean => {
  switch (verdict) {
    case 'fail':
      return final || early !== undefined;
    case 'pass':
    case 'warning':
      return final || early === 'decides';
    case 'inconclusive':
      return final;
  }
};

const inEnforceMode = (look: Look, decision: 'approve' | 'reject', { killSwitch, approval, waitedTooLong }: Facts): Ruling => {
  if (killSwitch.position !== 'on') {
    return hold(`The gate may not act: ${killSwitch.detail}`, look);
  }
  switch (approval.kind) {
    case 'open':
      return { kind: 'answer', decision, token: approval.token, verdict: look.verdict, reasons: look.reasons };
    case 'not-open':
      return waitedTooLong ? hold('The approval has not opened in time.', look) : { kind: 'wait' };
    case 'missing':
      return hold(approval.detail, look);
    case 'answered':
      return { ...approval, kind: 'person' };
    case 'over':
      return { kind: 'abandon', reason: approval.detail };
  }
};

const conclusive = (look: Look, decision: 'approve' | 'reject', facts: Facts): Ruling =>
  facts.mode === 'enforce'
    ? inEnforceMode(look, decision, facts)
    : { kind: 'recommend', decision, verdict: look.verdict, reasons: look.reasons };

const approval = (look: Look, facts: Facts): Ruling => {
  const [first] = facts.belowFloor;
  return first === undefined
    ? conclusive(look, 'approve', facts)
    : hold(`The monspec asks for less than the platform’s policy: ${first}`, look);
};

const onLook = (look: Look, facts: Facts): Ruling => {
  if (look.deploymentChanged) {
    return hold('The deployed revision changed while it was measured.', look);
  }
  if (!mayDecide(look)) {
    return { kind: 'look' };
  }
  switch (look.verdict) {
    case 'pass':
    case 'warning':
      return approval(look, facts);
    case 'fail':
      return conclusive(look, 'reject', facts);
    case 'inconclusive':
      return facts.extendable ? { kind: 'extend' } : hold('The evidence does not suffice to tell.', look);
  }
};

export const rule = (facts: Facts): Ruling => {
  const { approval, basis } = facts;
  if (approval.kind === 'answered') {
    return { ...approval, kind: 'person' };
  }
  if (approval.kind === 'over') {
    return { kind: 'abandon', reason: approval.detail };
  }
  switch (basis.kind) {
    case 'error':
      return hold(`The measurement failed: ${basis.detail}`, basis);
    case 'no-look':
      return { kind: 'look' };
    case 'look':
      return onLook(basis, facts);
  }
};
