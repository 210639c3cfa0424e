import type { Issue } from '../../monspec/issue';

/** Longest text that is shown on a failed action: CodePipeline takes 5,000 characters. */
const longest = 4_900;

/** What a failed registration says: every issue with its place, what was received and the fix, as many as fit. */
export const explainIssues = (issues: readonly Issue[]): string => {
  const lines = issues.map(({ path, received, message, fix }) => `${path}: ${message} Received: ${received}. ${fix}`.trim());
  const shown: string[] = [];
  for (const line of lines) {
    if (shown.join('\n').length + line.length > longest - 100) {
      break;
    }
    shown.push(line);
  }
  const rest = lines.length - shown.length;
  const first = shown.length === 0 ? [(lines[0] ?? 'Nothing is known about what is wrong.').slice(0, longest - 100)] : shown;
  return [...first, ...(rest > 0 && shown.length > 0 ? [`… and ${rest} more.`] : [])].join('\n');
};
