/** What the gate would have known of earlier comparisons at each replay. */
import type { History, HistoryPair } from '../../lambda/judge/input';
import { ruleNameOf } from '../../lambda/judge/judge';
import type { Window } from '../../lambda/judge/series';
import type { HistorySpec } from '../../lambda/monspec/monspec';
import type { Evaluation } from '../evaluate/evaluation';
import type { Question } from '../evaluate/question';
import type { Deployments } from './deployments';

/** Milliseconds for which a deployment disturbs what is measured, as in the gate. */
const settling = 10 * 60_000;

/** Where a monspec says nothing, as in the gate. */
const byDefault: HistorySpec = { kind: 'passed', validations: 10 };

/** The history that a question's rule looks at; none under the percentage rule. */
export const historySpecOf = ({ service, comparison }: Question): HistorySpec | undefined =>
  ruleNameOf(service) === 'percentage' ? undefined : (comparison.history ?? byDefault);

const overlap = (a: Window, b: Window): boolean => a.start < b.end && b.start < a.end;

/** Kept beyond what is asked for, in place of windows that overlap with the one that is replayed. */
const spare = 60;

/** Whether a real deployment disturbed any of the windows; one that is only assumed disturbs nothing. */
export const isDisturbed = (windows: readonly Window[], deployments: Deployments): boolean =>
  deployments.kind === 'known' &&
  deployments.deployments.some(({ at }) => windows.some((window) => overlap(window, { start: at, end: at + settling })));

/** What was learnt from the replays before, which grows with each of them. */
export class Past {
  private passed: readonly HistoryPair[] = [];
  private rejected: readonly Window[] = [];

  constructor(private readonly spec: HistorySpec | undefined) {}

  /** The history of a replay. @param ofDays the windows of earlier days, where the monspec asks for them */
  historyFor({ candidate }: HistoryPair['windows'], ofDays: readonly HistoryPair[]): History {
    switch (this.spec?.kind) {
      case undefined:
        return { pairs: [], notes: [] };
      case 'passed':
        return {
          pairs: this.passed.filter(({ windows }) => !overlap(windows.candidate, candidate)).slice(0, this.spec.validations),
          notes: [],
        };
      case 'days':
        return { pairs: ofDays.filter(({ windows }) => this.wasGood([windows.candidate, windows.baseline])), notes: [] };
    }
  }

  /** Takes note of what the gate would have decided. */
  learn(name: string, { windows, measured, verdict: { verdict } }: Evaluation): void {
    if (verdict === 'fail') this.rejected = [...this.rejected, windows.candidate];
    if (this.spec?.kind === 'passed' && (verdict === 'pass' || verdict === 'warning'))
      this.passed = [{ from: name, windows, measured }, ...this.passed].slice(0, this.spec.validations + spare);
  }

  private wasGood(windows: readonly Window[]): boolean {
    return !this.rejected.some((one) => windows.some((window) => overlap(window, one)));
  }
}
