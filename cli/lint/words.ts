import pc from 'picocolors';
import type { LintFinding } from '../../lambda/monspec/lint/finding';
import { formatIssueOf } from '../../lambda/monspec/text/issues';
import type { LintReport } from './lint-files';

/** What is wrong with the policy itself stands in its file. */
const fileOf = ({ code }: LintFinding, { monspec, policy = '' }: LintedFiles): string => (code === 'policy' ? policy : monspec);

const line = (finding: LintFinding, files: LintedFiles): string => {
  const file = fileOf(finding, files);
  const place = finding.path === '' ? '' : `${file}: `;
  return `${finding.level === 'error' ? pc.red('error') : pc.yellow('warning')} ${place}${formatIssueOf(file)(finding)}\n`;
};

/** The names of the files as they were given. */
export interface LintedFiles {
  readonly monspec: string;
  readonly policy?: string;
}

/** The findings for people, one per line. */
export const reportText = (files: LintedFiles, { findings }: LintReport): string =>
  findings.length === 0 ? `${files.monspec}: nothing found.\n` : findings.map((finding) => line(finding, files)).join('');
