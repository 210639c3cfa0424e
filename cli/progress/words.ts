import type { ExecutionLine, ProblemLine, RemediationLine } from '../../rehearsal/story/lines';
import type { GateLine } from '../../rehearsal/story/lines-of-build';
import { takenBackText } from '../../rehearsal/story/taken-back-text';

/** How good a line is, for its sign and colour. */
export type Tone = 'good' | 'bad' | 'open';

/** One line of history in words. */
export interface Sentence {
  readonly tone: Tone;
  readonly text: string;
}

const decided = { approve: 'approved', reject: 'rejected', hold: 'held for a person' } as const;
const tones = { approve: 'good', reject: 'bad', hold: 'open' } as const;

/** Says a line of the story in one sentence, or nothing where others have said it already. Pure. */
export function sentence(line: GateLine | ProblemLine | ExecutionLine): Sentence | undefined {
  switch (line.type) {
    case 'decision':
      return {
        tone: tones[line.decision],
        text: `Build ${line.build} ${decided[line.decision]} in ${line.stage}${byWhom(line.by)}. ${[line.reasons[0] ?? '', ...early(line.reasons)].join(' ')}`.trim(),
      };
    case 'remediation':
      return rollback(line);
    case 'remediation-refused':
      return { tone: 'open', text: `${line.stage} keeps build ${line.fromBuild}: ${line.reason}` };
    case 'problem':
      return answered(line);
    case 'execution':
      if (line.takenBack !== undefined) return { tone: 'bad', text: takenBackText(line.build, line.takenBack) };
      return line.failure === null || line.failure.includes('/Approve')
        ? undefined
        : { tone: 'bad', text: `Build ${line.build} stopped. ${line.failure}` };
  }
}

function answered({ code, problemId, reason }: ProblemLine): Sentence {
  switch (code) {
    case 'recovered':
      return { tone: 'good', text: `After the gate’s rollback: ${reason}` };
    case 'escalated':
    case 'failed':
      return { tone: 'bad', text: `After the gate’s rollback: ${reason} People were called.` };
    default:
      return { tone: 'open', text: `Nothing was done about ${problemId}: ${reason}` };
  }
}

function rollback({ outcome, stage, fromBuild, toBuild, deploymentId }: RemediationLine): Sentence {
  const way = `from build ${fromBuild ?? '(unknown)'} to build ${toBuild ?? '(unknown)'}`;
  switch (outcome) {
    case 'succeeded':
      return { tone: 'good', text: `${stage} went back ${way}.` };
    case 'failed':
      return { tone: 'bad', text: `${stage} could not go back ${way}: deployment ${deploymentId ?? ''} failed.` };
    case 'escalated':
      return { tone: 'bad', text: `${stage} went back ${way} and has not recovered; people were called.` };
    case 'withdrawn':
      return { tone: 'open', text: `${stage} did not go back ${way}: somebody else had acted.` };
  }
}

/** What the judge says where it decided before the window was over. */
const early = (reasons: readonly string[]): readonly string[] => reasons.slice(1).filter((reason) => reason.startsWith('Proven after '));

const byWhom = (by: 'gate' | 'person'): string => (by === 'person' ? ' by a person' : '');
