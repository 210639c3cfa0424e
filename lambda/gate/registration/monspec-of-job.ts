/** From a job's artifact to the comparison that the gate judges. */
import { createHash } from 'node:crypto';
import type { Issue, Parsed } from '../../monspec/issue';
import { lintMonspec } from '../../monspec/lint/lint';
import { defaultLintOptions, type LintOptions } from '../../monspec/lint/options';
import { parseWithFile } from '../../monspec/parse';
import type { Selection } from '../../monspec/select';
import { selectComparison } from '../../monspec/select';
import { formatIssue } from '../../monspec/text/issues';
import type { Artifacts } from '../ports/objects';
import type { Job } from './job';
import { largestArtifact, monspecFileOf } from './monspec-file';
import type { Settings } from './settings';

export interface JobMonspec extends Selection {
  readonly artifact: string;
  readonly text: string;
  readonly sha256: string;
  /** The value that it was parsed from. */
  readonly file: unknown;
  /** What the linter found, one sentence each; errors have failed the action. */
  readonly findings: readonly string[];
}

/** Issues of a monspec say in which file they are. */
const inFile = (file: string, issues: readonly Issue[]): readonly Issue[] =>
  issues.map((issue) => ({ ...issue, path: issue.path === '' ? file : `${file}: ${issue.path}` }));

const refused = (path: string, received: string, message: string, fix: string): Parsed<never> => ({
  ok: false,
  issues: [{ path, received: received.slice(0, 80), message, fix }],
});

/** What cannot be judged at all is refused before it measures a build; what is merely less than it looks is recorded. */
const linted = (file: string, { service, comparison }: Selection, source: unknown, given: LintOptions): Parsed<readonly string[]> => {
  const options = { ...given, comparison: comparison.name };
  const findings = lintMonspec({ services: [service] }, source, options);
  const errors = findings.filter(({ level }) => level === 'error');
  return errors.length > 0 ? { ok: false, issues: inFile(file, errors) } : { ok: true, value: findings.map(formatIssue) };
};

const select = (
  artifact: string,
  file: string,
  bytes: Uint8Array,
  settings: Settings,
  sources: LintOptions['sources'],
): Parsed<JobMonspec> => {
  const parsed = parseWithFile(bytes);
  const selected = parsed.ok ? selectComparison(parsed.value.monspec, settings.comparison, settings.service) : parsed;
  if (!parsed.ok || !selected.ok) {
    return { ok: false, issues: inFile(file, selected.ok ? [] : selected.issues) };
  }
  const findings = linted(file, selected.value, parsed.value.file, { sources, windowMinutes: settings.windowMinutes });
  if (!findings.ok) {
    return findings;
  }
  const text = new TextDecoder().decode(bytes);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { ok: true, value: { ...selected.value, artifact, text, sha256, file: parsed.value.file, findings: findings.value } };
};

/** Where monspecs come from, and the metric sources that they are checked for. Default: CloudWatch alone. */
export interface MonspecPorts {
  readonly artifacts: Artifacts;
  readonly sources?: LintOptions['sources'];
}

/**
 * Reads the monspec of a job with the function's own role, not with the credentials in the job's event: those are never
 * touched, so that they cannot leak, and what the function may read stands in its role for everyone to see.
 */
export const readMonspec = async (job: Job, settings: Settings, { artifacts, sources }: MonspecPorts): Promise<Parsed<JobMonspec>> => {
  const [artifact, ...others] = job.artifacts;
  if (artifact === undefined || others.length > 0) {
    return refused(
      'inputArtifacts',
      `${job.artifacts.length} artifacts`,
      'The action needs one input artifact, the monspec.',
      'Give the action the Monspec artifact alone.',
    );
  }
  const reading = await artifacts.read(artifact, largestArtifact);
  if (reading.kind === 'unreadable') {
    return refused(
      artifact.name,
      `s3://${artifact.bucket}/${artifact.key}`,
      reading.detail,
      'Upload a monspec, and let the function’s role read the artifact bucket.',
    );
  }
  const file = monspecFileOf(artifact.name, reading.bytes);
  return file.ok ? select(artifact.name, file.value.name, file.value.bytes, settings, sources ?? defaultLintOptions.sources) : file;
};
