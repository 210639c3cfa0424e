import type { Validation } from '../../gate/validation';
import { cleanOr } from '../format/clean';
import { type BuildRow, buildRow, stageHistories, type StageHistory } from './builds-view';

/** How many validations a pipeline's page shows; older ones are counted out, not silently dropped. */
export const shownBuilds = 50;

/** What a report on a pipeline is made of. */
export interface PipelineInput {
  readonly pipeline: string;
  /** Newest first; one more than `shownBuilds` tells that there are older ones. */
  readonly builds: readonly Validation[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A pipeline, ready to be shown in any format. */
export interface PipelineView {
  readonly pipeline: string;
  /** Newest first. */
  readonly rows: readonly BuildRow[];
  readonly stages: readonly StageHistory[];
  /** Whether there are older validations than those shown. */
  readonly older: boolean;
  readonly summary: string;
  readonly now: number;
}

/** Everything that a report on a pipeline says. */
export function pipelineView({ pipeline, builds, now }: PipelineInput): PipelineView {
  const shown = builds.slice(0, shownBuilds);
  return {
    pipeline: cleanOr(pipeline, 'unnamed pipeline'),
    rows: shown.map(buildRow),
    stages: stageHistories(shown),
    older: builds.length > shownBuilds,
    summary: summary(shown),
    now,
  };
}

/** `8 validations: 5 approved, 2 rejected, 1 held` */
function summary(builds: readonly Validation[]): string {
  if (builds.length === 0) return 'No build has come to a gate of this pipeline yet.';
  const counted = [
    [builds.filter(({ decision }) => decision?.decision === 'approve').length, 'approved'],
    [builds.filter(({ decision }) => decision?.decision === 'reject').length, 'rejected'],
    [builds.filter(({ decision }) => decision?.decision === 'hold').length, 'held for a person'],
    [builds.filter(({ decision, status }) => decision === undefined && status === 'abandoned').length, 'abandoned'],
    [builds.filter(({ decision, status }) => decision === undefined && status !== 'abandoned').length, 'being measured'],
  ] as const;
  const parts = counted.filter(([amount]) => amount > 0).map(([amount, word]) => `${amount} ${word}`);
  return `${builds.length} ${builds.length === 1 ? 'validation' : 'validations'}: ${parts.join(', ')}.`;
}
