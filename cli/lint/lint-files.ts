import type { Issue, Parsed } from '../../lambda/monspec/issue';
import { decode } from '../../lambda/monspec/decode';
import { floorFindings } from '../../lambda/monspec/floors/findings';
import { parseFloors } from '../../lambda/monspec/floors/parse';
import type { LintFinding } from '../../lambda/monspec/lint/finding';
import { lintMonspec } from '../../lambda/monspec/lint/lint';
import type { LintOptions } from '../../lambda/monspec/lint/options';
import { readJsonc } from '../../lambda/monspec/jsonc';
import { parseWithFile } from '../../lambda/monspec/parse';

/** What linting found. */
export interface LintReport {
  /** Whether both files are JSON at all. */
  readonly readable: boolean;
  readonly findings: readonly LintFinding[];
}

const asFindings = (issues: readonly Issue[], code: string): LintFinding[] => issues.map((issue) => ({ ...issue, level: 'error', code }));

const isJson = (bytes: Uint8Array): boolean => {
  const text = decode(bytes);
  return text.ok && readJsonc(text.value).ok;
};

const issuesOf = <T>(parsed: Parsed<T>): readonly Issue[] => (parsed.ok ? [] : parsed.issues);

/** Lints a monspec, and holds it against a policy where there is one. */
export function lintFiles(monspec: Uint8Array, policy: Uint8Array | undefined, options: LintOptions): LintReport {
  const parsed = parseWithFile(monspec);
  const floors = policy === undefined ? undefined : parseFloors(policy);
  const readable = isJson(monspec) && (policy === undefined || isJson(policy));
  if (!parsed.ok || floors?.ok === false) {
    const broken = [...asFindings(issuesOf(parsed), 'monspec'), ...(floors === undefined ? [] : asFindings(issuesOf(floors), 'policy'))];
    return { readable, findings: broken };
  }
  const below = floors === undefined ? [] : floorFindings(floors.value, parsed.value.monspec, parsed.value.file, options);
  return { readable, findings: [...lintMonspec(parsed.value.monspec, parsed.value.file, options), ...below] };
}
