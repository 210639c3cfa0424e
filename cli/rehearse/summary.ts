import pc from 'picocolors';
import { denialText } from '../../rehearsal/story/denials';
import type { SummaryLine } from '../../rehearsal/story/lines';
import { takenBackText } from '../../rehearsal/story/taken-back-text';
import { accessLogText, loggingText } from './logging';

/** The last lines of a rehearsal for people: where the builds are, what was used, what went wrong. Pure. */
export function summaryText(summary: SummaryLine): string {
  const { ok, stagingBuild, productionBuild, locked, takenBack = [], problems, logs, accessLogs, receipt } = summary;
  const total = Object.values(receipt.calls).reduce((sum, count) => sum + count, 0);
  const lines = [
    '',
    pc.bold(`Staging runs build ${stagingBuild ?? 'none'}, production runs build ${productionBuild ?? 'none'}.`),
    `${receipt.virtualMinutes} minutes of pipeline in ${receipt.realSeconds} s (speed ${receipt.speed}).`,
    `AWS API calls by the functions and services: ${total} (${callList(receipt.calls)}).`,
    `Denied by the templates' policies: ${receipt.denied.length}. Not run by the rehearsal: ${receipt.unsupported.length === 0 ? 'nothing' : receipt.unsupported.join(', ')}.`,
    `Verdicts replayed from their evidence: ${receipt.replayed.identical} of ${receipt.replayed.verdicts} the same to the byte.`,
    ...(logs === undefined ? [] : [loggingText(logs)]),
    ...(accessLogs === undefined ? [] : [accessLogText(accessLogs)]),
    ...receipt.denied.map((call) => pc.red(denialText(call))),
    ...locked.map(
      ({ stage, reason }) => `Next: no build enters ${stage} (${reason}). When the build is mended: unbreakable unlock --stage ${stage}`,
    ),
    ...takenBack.map(({ build, ...back }) => takenBackText(build, back)),
    ...problems.map((problem) => pc.red(`Not in order: ${problem}`)),
    ok ? pc.green(takenBack.length === 0 ? 'Every build ended in a decision.' : 'Every build ended in a decision, or was taken back as it should be.') : pc.red('This rehearsal did not end as it should.'),
  ];
  return `${lines.join('\n')}\n`;
}

const callList = (calls: Readonly<Record<string, number>>): string =>
  Object.entries(calls)
    .sort(([, a], [, b]) => b - a)
    .map(([service, count]) => `${service} ${count}`)
    .join(', ');
