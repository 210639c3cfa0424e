/**
 * Bytes of a monspec file → the typed monspec, or everything that is wrong with it.
 *
 *   decode (UTF-8, size) → readJsonc (comments, `_` keys) → shape (schema) and rules (names, sense) → build
 */
import * as v from 'valibot';
import { buildMonspec } from './build';
import { decode } from './decode';
import type { Issue, Parsed } from './issue';
import { readJsonc, type Document } from './jsonc';
import type { Monspec } from './monspec';
import { comparisonIssues } from './rules/comparisons';
import { signatureIssues } from './rules/signatures';
import { isRecord, recordOf, serviceView } from './rules/view';
import { monspecSchema } from './schema/monspec';
import { shapeIssue } from './schema/shape-issues';
import { issueAt } from './text/issues';

/** Most issues that are listed. */
const maxIssues = 100;

const capped = (issues: readonly Issue[]): readonly Issue[] =>
  issues.length <= maxIssues
    ? issues
    : [
        ...issues.slice(0, maxIssues),
        issueAt([], `${issues.length} issues`, `${issues.length - maxIssues} more issues are not listed.`, 'Mend these first.'),
      ];

const ruleIssues = (value: unknown): Issue[] =>
  Object.entries(recordOf(value)).flatMap(([key, one]) => {
    if (!isRecord(one)) {
      return [];
    }
    const service = serviceView([key], one);
    return [...comparisonIssues(service), ...signatureIssues(service)];
  });

/** A monspec, and the value that it was parsed from. */
export interface ParsedFile {
  readonly monspec: Monspec;
  readonly file: unknown;
}

const validate = ({ value, issues }: Document): Parsed<ParsedFile> => {
  const shaped = v.safeParse(monspecSchema, value);
  const found = [...issues, ...(shaped.issues ?? []).map((one) => shapeIssue(value, one)), ...ruleIssues(value)];
  return shaped.success && found.length === 0
    ? { ok: true, value: { monspec: buildMonspec(shaped.output), file: value } }
    : { ok: false, issues: capped(found) };
};

/** Like `parseMonspec`, with the value that the linter needs to say where something stands. */
export const parseWithFile = (input: Uint8Array | string): Parsed<ParsedFile> => {
  const text = decode(input);
  if (!text.ok) {
    return text;
  }
  const document = readJsonc(text.value);
  return document.ok ? validate(document.value) : document;
};

/**
 * Parses a monspec: UTF-8 JSON of at most 256 KiB, with comments, trailing commas and ignored `_` keys.
 * Every file of the original is accepted as it is. All issues are reported at once.
 */
export const parseMonspec = (input: Uint8Array | string): Parsed<Monspec> => {
  const parsed = parseWithFile(input);
  return parsed.ok ? { ok: true, value: parsed.value.monspec } : parsed;
};
