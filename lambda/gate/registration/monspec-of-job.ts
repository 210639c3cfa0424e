/** From a job's artifact to the comparison that the gate judges. */
import { createHash } from 'node:crypto';
import type { Issue, Parsed } from '../../monspec/issue';
import { mappingOf } from '../../monspec/metrics';
import type { ServiceSpec, Signature } from '../../monspec/monspec';
import { parseMonspec } from '../../monspec/parse';
import type { Selection } from '../../monspec/select';
import { selectComparison } from '../../monspec/select';
import type { Artifacts } from '../ports/objects';
import type { Job } from './job';
import { largestArtifact, monspecFileOf } from './monspec-file';
import type { Settings } from './settings';

export interface JobMonspec extends Selection {
  readonly artifact: string;
  readonly text: string;
  readonly sha256: string;
}

/** Issues of a monspec say in which file they are. */
const inFile = (file: string, issues: readonly Issue[]): readonly Issue[] =>
  issues.map((issue) => ({ ...issue, path: issue.path === '' ? file : `${file}: ${issue.path}` }));

const refused = (path: string, received: string, message: string, fix: string): Parsed<never> => ({
  ok: false,
  issues: [{ path, received: received.slice(0, 80), message, fix }],
});

const canMeasure = ({ metric }: Signature): boolean => {
  switch (metric.kind) {
    case 'rate':
      return true;
    case 'smartscape':
      return false;
    case 'timeseries':
      return mappingOf(metric.key)?.cloudwatch !== 'unsupported';
    case 'cloudwatch':
      return metric.query.kind !== 'slo';
  }
};

/** A comparison of which nothing can be measured would hold every build: it is refused before it measures one. */
const inconclusive = (file: string, service: ServiceSpec): Parsed<never> | undefined =>
  service.signatures.some(canMeasure)
    ? undefined
    : refused(
        `${file}: ${service.key}.perfsignature`,
        `${service.signatures.length} signatures`,
        'CloudWatch can supply none of these metrics, so this gate could never conclude.',
        'Add a signature on com.dynatrace.builtin:service.responsetime or service.failurerate.',
      );

const select = (artifact: string, file: string, bytes: Uint8Array, settings: Settings): Parsed<JobMonspec> => {
  const parsed = parseMonspec(bytes);
  const selected = parsed.ok ? selectComparison(parsed.value, settings.comparison, settings.service) : parsed;
  if (!selected.ok) {
    return { ok: false, issues: inFile(file, selected.issues) };
  }
  const text = new TextDecoder().decode(bytes);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return inconclusive(file, selected.value.service) ?? { ok: true, value: { ...selected.value, artifact, text, sha256 } };
};

/**
 * Reads the monspec of a job with the function's own role, not with the credentials in the job's event: those are never
 * touched, so that they cannot leak, and what the function may read stands in its role for everyone to see.
 */
export const readMonspec = async (job: Job, settings: Settings, artifacts: Artifacts): Promise<Parsed<JobMonspec>> => {
  const [artifact, ...others] = job.artifacts;
  if (artifact === undefined || others.length > 0) {
    return refused('inputArtifacts', `${job.artifacts.length} artifacts`, 'The action needs one input artifact, the monspec.', 'Give the action the Monspec artifact alone.');
  }
  const reading = await artifacts.read(artifact, largestArtifact);
  if (reading.kind === 'unreadable') {
    return refused(artifact.name, `s3://${artifact.bucket}/${artifact.key}`, reading.detail, 'Upload a monspec, and let the function’s role read the artifact bucket.');
  }
  const file = monspecFileOf(artifact.name, reading.bytes);
  return file.ok ? select(artifact.name, file.value.name, file.value.bytes, settings) : file;
};
