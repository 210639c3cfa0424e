import type { ExecutionLine } from '../../rehearsal/story/lines';
import type { GateLine } from '../../rehearsal/story/lines-of-build';

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
export function sentence(line: GateLine | ExecutionLine): Sentence | undefined {
  switch (line.type) {
    case 'decision':
      return { tone: tones[line.decision], text: `Build ${line.build} ${decided[line.decision]} in ${line.stage}${byWhom(line.by)}. ${line.reasons[0] ?? ''}`.trim() };
    case 'remediation':
      return line.outcome === 'succeeded'
        ? { tone: 'good', text: `${line.stage} went back from build ${line.fromBuild} to build ${line.toBuild ?? '(unknown)'}.` }
        : { tone: 'bad', text: `${line.stage} could not go back from build ${line.fromBuild} to build ${line.toBuild ?? '(unknown)'}: deployment ${line.deploymentId ?? ''} failed.` };
    case 'remediation-refused':
      return { tone: 'open', text: `${line.stage} keeps build ${line.fromBuild}: ${line.reason}` };
    case 'execution':
      return line.failure === null || line.failure.includes('/Approve') ? undefined : { tone: 'bad', text: `Build ${line.build} stopped. ${line.failure}` };
  }
}

const byWhom = (by: 'gate' | 'person'): string => (by === 'person' ? ' by a person' : '');
