import type { Validation } from '../../gate/validation';
import type { SignatureVerdictName } from '../../judge/verdict';

/** How an outcome is shown: never by colour alone, always with its sign and its word. */
export interface Badge {
  readonly tone: 'good' | 'bad' | 'warn' | 'open' | 'quiet';
  /** One character for text; HTML draws its own sign per tone. */
  readonly sign: string;
  readonly word: string;
}

const verdicts: Readonly<Record<SignatureVerdictName, Badge>> = {
  pass: { tone: 'good', sign: '✓', word: 'Pass' },
  warning: { tone: 'warn', sign: '!', word: 'Warning' },
  fail: { tone: 'bad', sign: '✗', word: 'Fail' },
  inconclusive: { tone: 'open', sign: '?', word: 'Inconclusive' },
  info: { tone: 'quiet', sign: 'i', word: 'Info only' },
};

/** The badge of a verdict, of one signature or of all. */
export function verdictBadge(verdict: SignatureVerdictName): Badge {
  return verdicts[verdict];
}

/** The badge of where a validation stands. */
export function decisionBadge({ status, decision }: Validation): Badge {
  switch (decision?.decision) {
    case 'approve':
      return { tone: 'good', sign: '✓', word: 'Approved' };
    case 'reject':
      return { tone: 'bad', sign: '✗', word: 'Rejected' };
    case 'hold':
      return { tone: 'open', sign: '‖', word: 'Held for a person' };
    case undefined:
      return status === 'abandoned' ? { tone: 'quiet', sign: '–', word: 'Abandoned' } : { tone: 'quiet', sign: '…', word: 'Measuring' };
  }
}

/** The badge of a remediation. */
export function remediationBadge(state: NonNullable<Validation['remediation']>['state']): Badge {
  switch (state) {
    case 'refused':
      return { tone: 'open', sign: '‖', word: 'Not rolled back' };
    case 'starting':
      return { tone: 'quiet', sign: '…', word: 'Rollback starting' };
    case 'running':
      return { tone: 'quiet', sign: '…', word: 'Rollback running' };
    case 'succeeded':
      return { tone: 'good', sign: '✓', word: 'Rolled back' };
    case 'failed':
      return { tone: 'bad', sign: '✗', word: 'Rollback failed' };
  }
}
