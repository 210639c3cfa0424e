/** Text → JSON value: comments and trailing commas are welcome, keys that start with `_` are left out. */
import { createScanner, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Issue, Parsed } from './issue';
import { issueAt } from './text/issues';
import type { Path } from './text/path';

/** Deepest nesting that is read; a monspec needs 6. */
export const maxDepth = 32;

/** A JSON value without its `_` keys, and what is wrong with its keys. */
export interface Document {
  readonly value: unknown;
  readonly issues: readonly Issue[];
}

const depthChange: Readonly<Record<string, number>> = { '{': 1, '[': 1, '}': -1, ']': -1 };

/** Counts without recursion, so that a million brackets cannot exhaust the stack of the parser behind it. */
const isTooDeep = (text: string): boolean => {
  const scanner = createScanner(text, true);
  let depth = 0;
  while (scanner.getPosition() < text.length && depth <= maxDepth) {
    scanner.scan();
    depth += scanner.getTokenLength() === 1 ? (depthChange[text[scanner.getTokenOffset()] ?? ''] ?? 0) : 0;
  }
  return depth > maxDepth;
};

/** `CommaExpected` → `comma expected`. */
const sentence = (error: ParseError | undefined): string =>
  error === undefined
    ? 'value expected'
    : printParseErrorCode(error.error)
        .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
        .toLowerCase();

const syntaxIssue = (text: string, error: ParseError | undefined): Issue => {
  const offset = error?.offset ?? 0;
  const before = text.slice(0, offset).split('\n');
  const where = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  const rest = text.slice(offset, offset + 40);
  const found = rest === '' ? undefined : rest;
  return issueAt([], found, `This is not JSON: ${sentence(error)} at ${where}.`, 'Mend the syntax there.');
};

/** Names that every object already has would be mistaken for it. */
const isReserved = (key: string): boolean => key in Object.prototype || key === 'prototype';

const keyIssue = (key: string, path: Path, seen: ReadonlySet<string>): Issue | undefined => {
  if (isReserved(key)) {
    return issueAt(path, key, `${JSON.stringify(key)} cannot be used as a key.`, 'Choose another name.');
  }
  return seen.has(key) ? issueAt(path, key, `${JSON.stringify(key)} is given twice.`, 'Keep one of them.') : undefined;
};

/** Comments and disabled keys, and the `$schema` by which editors find the published schema. */
const isIgnored = (key: string, path: Path): boolean => key.startsWith('_') || (key === '$schema' && path.length === 0);

const toObject = (node: Node, path: Path, issues: Issue[]): Record<string, unknown> => {
  const result: Record<string, unknown> = {};
  const seen = new Set<string>();
  for (const { children: [name, value] = [] } of node.children ?? []) {
    const key = String(name?.value);
    if (isIgnored(key, path)) {
      continue;
    }
    const issue = keyIssue(key, [...path, key], seen);
    if (issue !== undefined) {
      issues.push(issue);
    } else if (value !== undefined) {
      seen.add(key);
      result[key] = toValue(value, [...path, key], issues);
    }
  }
  return result;
};

function toValue(node: Node, path: Path, issues: Issue[]): unknown {
  switch (node.type) {
    case 'object':
      return toObject(node, path, issues);
    case 'array':
      return (node.children ?? []).map((child, index) => toValue(child, [...path, index], issues));
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'property':
      return node.value as unknown;
  }
}

/** Reads JSON with comments. Broken syntax is one issue, at the first place where it breaks. */
export const readJsonc = (text: string): Parsed<Document> => {
  if (isTooDeep(text)) {
    return {
      ok: false,
      issues: [issueAt([], text.slice(0, 40), `This is nested deeper than ${maxDepth} levels.`, 'Check that this file is a monspec.')],
    };
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined || root === undefined) {
    return { ok: false, issues: [syntaxIssue(text, first)] };
  }
  const issues: Issue[] = [];
  const value = toValue(root, [], issues);
  return { ok: true, value: { value, issues } };
};
