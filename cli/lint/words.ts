import pc from 'picocolors';
import type { LintFinding } from '../../lambda/monspec/lint/finding';
import { formatIssue } from '../../lambda/monspec/text/issues';
import type { LintReport } from './lint-files';

const line = (finding: LintFinding): string =>
  `${finding.level === 'error' ? pc.red('error') : pc.yellow('warning')} ${formatIssue(finding)}\n`;

/** The findings for people, one per line. */
export const reportText = (file: string, { findings }: LintReport): string =>
  findings.length === 0 ? `${file}: nothing found.\n` : findings.map(line).join('');
