/**
 * The linter: a valid monspec may still have objectives that cannot fail and gates that cannot conclude.
 *
 *   text → parsed → settings · roles, weights and warnings · sources · witnesses (the judge itself on perfect and terrible builds)
 */
import type { Parsed } from '../issue';
import type { Monspec } from '../monspec';
import { parseWithFile } from '../parse';
import { recordOf } from '../rules/view';
import type { LintFinding } from './finding';
import { defaultLintOptions, type LintOptions } from './options';
import { provableFindings } from './provable';
import { roleFindings } from './roles';
import { lintedService, type LintedService } from './service';
import { settingFindings } from './settings';
import { sourceFindings } from './sources';

/** Witnesses say in general what a contradiction says in particular, so they are asked only where there is none. */
const serviceFindings = (service: LintedService, options: LintOptions): LintFinding[] => {
  const plain = [...settingFindings(service), ...roleFindings(service), ...sourceFindings(service, options)];
  return plain.some(({ level }) => level === 'error') ? plain : [...plain, ...provableFindings(service, options)];
};

/**
 * Lints a monspec that was parsed.
 * @param file the value that it was parsed from; it knows where everything stands.
 */
export const lintMonspec = ({ services }: Monspec, file: unknown, options: LintOptions = defaultLintOptions): readonly LintFinding[] =>
  services.flatMap((value) => serviceFindings(lintedService(value, recordOf(file)[value.key]), options));

/** Parses and lints; a monspec that does not parse has issues instead of findings. */
export const lintText = (input: Uint8Array | string, options: LintOptions = defaultLintOptions): Parsed<readonly LintFinding[]> => {
  const parsed = parseWithFile(input);
  return parsed.ok ? { ok: true, value: lintMonspec(parsed.value.monspec, parsed.value.file, options) } : parsed;
};
