import pc from 'picocolors';
import type { Check, CheckStatus } from './check';

const marks: Readonly<Record<CheckStatus, string>> = { ok: pc.green('✔'), missing: pc.red('✘'), unknown: pc.yellow('?') };

/** The checks for people, one line each and the fix below it. Pure. */
export function doctorText(checks: readonly Check[]): string {
  const lines = checks.flatMap(({ area, status, found, fix }) => [
    `${marks[status]} ${area.padEnd(13)} ${found}`,
    ...(fix === undefined ? [] : [`${' '.repeat(16)}${fix}`]),
  ]);
  const missing = checks.filter(({ status }) => status === 'missing').length;
  const unknown = checks.filter(({ status }) => status === 'unknown').length;
  const verdict = missing === 0 ? 'Nothing is missing' : `${missing} ${missing === 1 ? 'thing is' : 'things are'} missing`;
  return `${[...lines, '', `${verdict}${unknown === 0 ? '' : `, ${unknown} could not be found out`}. ${missing === 0 ? 'Next: npx cdk deploy --all' : 'Mend it, then run unbreakable doctor again.'}`].join('\n')}\n`;
}
