/** Event patterns of EventBridge, as in https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import { matcherSchema, type Matcher } from './matcher';

/** Whether an event, or a part of one, matches. */
export type PatternTest = (event: unknown) => boolean;

const invalid = (path: readonly string[], message: string) =>
  new AwsError(
    'InvalidEventPatternException',
    `Event pattern is not valid. Reason: ${message} at ${path.length === 0 ? 'the top' : path.join('.')}`,
  );

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Compiles a pattern. Throws InvalidEventPatternException with the path of what is wrong. */
export const compilePattern = (pattern: unknown, path: readonly string[] = []): PatternTest => {
  if (!isRecord(pattern)) throw invalid(path, 'a pattern must be a JSON object');
  if (Object.keys(pattern).length === 0) throw invalid(path, 'an empty object is not allowed');
  const tests = Object.entries(pattern).map(([key, part]) =>
    key === '$or' ? compileOr(part, [...path, key]) : compileField(key, part, [...path, key]),
  );
  return (event) => tests.every((test) => test(event));
};

const compileOr = (part: unknown, path: readonly string[]): PatternTest => {
  if (!Array.isArray(part) || part.length < 2) throw invalid(path, '$or needs a list of at least two patterns');
  const tests = part.map((alternative: unknown, index) => compilePattern(alternative, [...path, String(index)]));
  return (event) => tests.some((test) => test(event));
};

const compileField = (key: string, part: unknown, path: readonly string[]): PatternTest => {
  const test = Array.isArray(part) ? compileLeaf(part, path) : nestedTest(compilePattern(part, path));
  return (event) => test(isRecord(event) ? event[key] : undefined);
};

/** An array of objects in an event matches a nested pattern if one of them does. */
const nestedTest =
  (test: PatternTest): PatternTest =>
  (value) =>
    Array.isArray(value) ? value.some((element) => test(element)) : test(value);

const compileLeaf = (matchers: readonly unknown[], path: readonly string[]): PatternTest => {
  if (matchers.length === 0) throw invalid(path, 'an empty list is not allowed');
  const compiled = matchers.map((matcher) => compileMatcher(matcher, path));
  const matches = (value: unknown) => compiled.some((matcher) => matcher(value));
  return (value) => (Array.isArray(value) ? value.some((element) => matches(element)) : matches(value));
};

const compileMatcher = (matcher: unknown, path: readonly string[]): Matcher => {
  const parsed = v.safeParse(matcherSchema, matcher);
  if (parsed.success) return parsed.output;
  throw invalid(path, `${parsed.issues[0].message}; found ${JSON.stringify(matcher)}`);
};
