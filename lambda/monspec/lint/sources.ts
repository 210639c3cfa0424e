/** Signatures that the sources that there are cannot supply. */
import { scaleKeyOf } from '../describe';
import { mappingOf } from '../metrics';
import type { Signature } from '../monspec';
import { sourceOf } from '../source-of';
import type { SourceName } from '../source-key';
import type { LintFinding } from './finding';
import type { LintOptions } from './options';
import { findingAt, type LintedService } from './service';

/** The source that will be asked; undefined where it is not set up. */
const asked = ({ source, metric }: Signature, sources: readonly SourceName[]): SourceName | undefined => {
  if (source !== undefined) {
    return sources.includes(source) ? source : undefined;
  }
  const own = sourceOf(metric);
  return own !== undefined && sources.includes(own) ? own : sources[0];
};

const has = (source: SourceName, { metric }: Signature): boolean => {
  const own = sourceOf(metric);
  if (own !== undefined && own !== source && source !== 'file') {
    return false;
  }
  const mapping = metric.kind === 'timeseries' ? mappingOf(metric.key) : undefined;
  return (
    mapping === undefined ||
    !(
      (source === 'cloudwatch' && mapping.cloudwatch === 'unsupported') ||
      (source === 'prometheus' && mapping.prometheus === 'unsupported')
    )
  );
};

/** Whether the sources supply a signature. */
export const isSupplied = (signature: Signature, { sources }: LintOptions): boolean => {
  const source = asked(signature, sources);
  return source !== undefined && has(source, signature);
};

/** One finding per signature that will only be reported, and one for a service of which nothing can be measured. */
export const sourceFindings = ({ path, value, signatures }: LintedService, options: LintOptions): LintFinding[] => {
  const missing = signatures.filter((signature) => !isSupplied(signature.value, options));
  const names = options.sources.join(', ');
  if (missing.length === signatures.length) {
    return [
      findingAt(
        'error',
        'no-source',
        [...path, 'perfsignature'],
        `${value.signatures.length} signatures`,
        `The metric sources (${names}) can supply none of these metrics, so this gate could never conclude.`,
        'Add a signature on com.dynatrace.builtin:service.responsetime or service.failurerate.',
      ),
    ];
  }
  return missing.map((signature) =>
    findingAt(
      'warning',
      'no-source',
      signature.path,
      scaleKeyOf(signature.value.metric),
      `The metric sources (${names}) cannot supply ${signature.value.id}: it will be reported and decide nothing.`,
      'Set up its source, give it the role "info", or remove it.',
    ),
  );
};
