import type { RunFailure } from '../cloud/receipt';
import type { Line, OpenedPage, ProblemLine, RemediationLine } from './lines';
import type { Receipt } from './receipt';
import { takenBackText } from './taken-back-text';
import type { TakenBack } from './taken-back';

/**
 * Everything for which a rehearsal ends with a non-zero exit code, one sentence each: a hold, an execution that ended
 * without a decision and was not taken back by alarms as it is meant to be, a rollback that failed or was refused, a denied call, a failure behind the scenes, a verdict that
 * does not replay. Which decision was taken is no problem, whichever it is. Pure.
 */
export function problemsOf(
  lines: readonly Line[],
  receipt: Pick<Receipt, 'denied' | 'replayed'>,
  failures: readonly RunFailure[],
): readonly string[] {
  const { verdicts, identical } = receipt.replayed;
  return [
    ...lines.flatMap((line) => problemOf(line, lines) ?? []),
    ...receipt.denied.map(({ principal, action, resource }) => `${principal} was denied ${action} on ${resource}.`),
    ...failures.map(({ service, what, message }) => `${service} failed at ${what}: ${message}`),
    ...(identical === verdicts ? [] : [`${verdicts - identical} of ${verdicts} verdicts do not replay from their evidence.`]),
  ];
}

function problemOf(line: Line, lines: readonly Line[]): string | undefined {
  switch (line.type) {
    case 'decision':
      return line.decision === 'hold' ? `Build ${line.build} is held in ${line.stage}: ${line.reasons[0] ?? 'no reason given'}` : undefined;
    case 'remediation':
      return rollbackProblem(line);
    case 'remediation-refused':
      return `The rollback of ${line.stage} from build ${line.fromBuild} was refused: ${line.reason}`;
    case 'execution': {
      if (line.status === 'Succeeded' || line.status === 'Held' || wasRejected(line.executionId, lines)) return undefined;
      if (line.takenBack !== undefined) return unexpectedlyTakenBack(line.build, line.takenBack);
      return `Build ${line.build} ended as ${line.status} without a decision${line.failure === null ? '' : `: ${line.failure}`}`;
    }
    case 'problem':
      return followedProblem(line);
    case 'summary':
      return undefined;
  }
}

/** Alarms that take a bad build back before its gate is asked have done their part. */
const unexpectedlyTakenBack = (build: number, back: TakenBack): string | undefined =>
  back.expected ? undefined : `${takenBackText(build, back)} It is not meant to be bad there.`;

/** What healing found after a rollback by the gate. */
function followedProblem({ problemId, code, reason, page }: ProblemLine): string | undefined {
  if (page !== undefined && !page.told) return untold(problemId, page);
  const isBad = code === 'escalated' || code === 'failed';
  return isBad ? `After the gate’s rollback production has not recovered (${problemId}): ${reason}` : undefined;
}

const untold = (problemId: string, { status, link }: OpenedPage): string =>
  `The page of ${problemId} does not tell the rollback (HTTP ${status}): ${link}`;

function rollbackProblem({ outcome, stage, fromBuild: from, page, problemId }: RemediationLine): string | undefined {
  if (page !== undefined && !page.told) return untold(problemId ?? 'the problem', page);
  const fromBuild = from ?? '(unknown)';
  switch (outcome) {
    case 'succeeded':
      return undefined;
    case 'failed':
      return `The rollback of ${stage} from build ${fromBuild} failed.`;
    case 'escalated':
      return `${stage} went back from build ${fromBuild} and has not recovered.`;
    case 'withdrawn':
      return `The rollback of ${stage} from build ${fromBuild} was withdrawn: somebody else had acted.`;
  }
}

const wasRejected = (executionId: string, lines: readonly Line[]): boolean =>
  lines.some((line) => line.type === 'decision' && line.executionId === executionId && line.decision !== 'approve');
