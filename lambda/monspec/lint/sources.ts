/** Signatures that the sources that there are cannot supply. */
import { scaleKeyOf } from '../describe';
import { mappingOf } from '../metrics';
import type { Signature } from '../monspec';
import { sourceOf } from '../source-of';
import type { SourceName } from '../source-key';
import type { Path } from '../text/path';
import type { LintFinding } from './finding';
import type { LintOptions } from './options';
import { findingAt, type LintedService, type Placed } from './service';

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

const noSource = (path: Path, what: string, signatures: readonly Placed<Signature>[], { sources }: LintOptions): LintFinding =>
  findingAt(
    'error',
    'no-source',
    [...path, 'perfsignature'],
    signatures.map(({ value }) => value.id).join(', '),
    `The metric sources (${sources.join(', ')}) can supply none of these ${what}, so this gate could never conclude.`,
    'Set up their source, or add a guard on com.dynatrace.builtin:service.responsetime or service.failurerate.',
  );

const reported = ({ path, value }: Placed<Signature>, { sources }: LintOptions): LintFinding =>
  findingAt(
    'warning',
    'no-source',
    path,
    scaleKeyOf(value.metric),
    `The metric sources (${sources.join(', ')}) cannot supply ${value.id}: it will be reported and decide nothing.`,
    'Set up its source, give it the role "info", or remove it.',
  );

/** One finding per signature that will only be reported, and one for a service of which nothing can be approved. */
export const sourceFindings = ({ path, signatures }: LintedService, options: LintOptions): LintFinding[] => {
  const missing = signatures.filter((signature) => !isSupplied(signature.value, options));
  if (missing.length === signatures.length) {
    return [noSource(path, 'metrics', signatures, options)];
  }
  const guards = signatures.filter(({ value }) => (value.role ?? 'guard') === 'guard');
  const unguarded = guards.length > 0 && guards.every((guard) => missing.includes(guard));
  return [...(unguarded ? [noSource(path, 'guards', guards, options)] : []), ...missing.map((signature) => reported(signature, options))];
};
