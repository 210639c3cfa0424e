/** Remaining error budgets of Application Signals SLOs, behind a port. */
import type { SeriesOutcome } from '../../judge/series';
import type { SeriesRequest } from '../source';
import { oneValue } from './one-value';
import type { NoSeries } from './plan';

/** What is left of an error budget, in percent of the whole; at least 0. */
export type Budget = { readonly kind: 'budget'; readonly remainingPercent: number } | NoSeries;

/** Reads budgets as they stood at an instant. Never rejects. */
export interface ErrorBudgets {
  /** By SLO as it was asked for; what is left out has no budget. */
  remaining(
    slos: readonly string[],
    at: number,
    signal: AbortSignal,
  ): Promise<{ readonly budgets: ReadonlyMap<string, Budget>; readonly calls: number }>;
}

/** What a source without the client answers. */
export const noBudgets: NoSeries = {
  kind: 'unsupported',
  detail: 'Error budgets are not read here: the gate and unbreakable evaluate do, healing does not',
};

/** The outcome of one request for a budget. */
export const budgetOutcome = (slo: string, request: SeriesRequest, budget: Budget | undefined): SeriesOutcome => {
  if (budget === undefined) {
    return { kind: 'no-entity', detail: `Application Signals has no SLO ${JSON.stringify(slo)}; check its name and the region` };
  }
  return budget.kind === 'budget' ? oneValue(request, budget.remainingPercent, `Application Signals: error budget of ${slo}`) : budget;
};
