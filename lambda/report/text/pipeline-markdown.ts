import { formatTime, relativeTime } from '../format/time';
import { displayUnit, formatIn } from '../format/unit';
import type { ReportLinks } from '../ports';
import { verdictBadge } from '../view/badge';
import type { BuildPoint, BuildRow, SignatureHistory } from '../view/builds-view';
import { formatLimit } from '../view/limit';
import { type PipelineView, shownBuilds } from '../view/pipeline-view';
import { escapeMarkdown as md, link, table } from './markdown-escape';
import { layOut } from './validation-markdown';

/** A pipeline's builds over time as Markdown. */
export function pipelineMarkdown(view: PipelineView, links?: ReportLinks): string {
  return layOut([
    `# ${md(view.pipeline)}: builds over time`,
    md(view.summary),
    ...(view.older ? [`Only the ${shownBuilds} newest are shown.`] : []),
    ...(view.rows.length === 0
      ? []
      : table(
          ['Release', 'Stage', 'Decision', 'Why', 'Registered'],
          view.rows.map((row) => cells(row, view.now, links)),
        )),
    ...view.stages.flatMap(({ stage, signatures }) =>
      signatures.flatMap((history) => [`## ${md(stage)}: ${md(history.label)}`, ...historyTable(history)]),
    ),
  ]);
}

function cells(row: BuildRow, now: number, links: ReportLinks | undefined): readonly string[] {
  const release = links === undefined ? md(row.release) : link(row.release, links({ page: 'validation', id: row.validationId }));
  const decision = `${row.badge.sign} ${row.badge.word}${row.remediation === null ? '' : `; ${row.remediation.sign} ${row.remediation.word}`}`;
  return [release, md(row.stage), decision, md(row.why), `${formatTime(row.at)}, ${relativeTime(row.at, now)}`];
}

function historyTable({ builds, unit }: SignatureHistory): readonly string[] {
  const shown = displayUnit(
    unit,
    builds.flatMap(({ candidate, baseline }) => [candidate, baseline]),
  );
  const row = ({ name, verdict, candidate, baseline, upper, lower }: BuildPoint): readonly string[] => {
    const { sign, word } = verdictBadge(verdict);
    const limit = formatLimit({ ...(upper === null ? {} : { upper }), ...(lower === null ? {} : { lower }) }, shown);
    return [md(name), md(formatIn(candidate, shown)), md(formatIn(baseline, shown)), md(limit), `${sign} ${word}`];
  };
  return table(['Build', 'Candidate', 'Baseline', 'Limit', 'Verdict'], builds.toReversed().map(row));
}
