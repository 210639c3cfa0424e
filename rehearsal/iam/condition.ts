/** Conditions of policy statements: all operators and keys must hold, one of the values of each suffices. */
import type { PolicyStatement } from '../cloud/cloud';
import { list, matches } from './pattern';

/** Condition keys of a request by lower-case name. */
export type Context = ReadonlyMap<string, string>;

type Test = (actual: string, expected: string) => boolean;

const equal: Test = (actual, expected) => actual === expected;
const equalIgnoringCase: Test = (actual, expected) => actual.toLowerCase() === expected.toLowerCase();
const like: Test = (actual, expected) => matches(expected, actual);

const positive: Readonly<Record<string, Test>> = {
  StringEquals: equal,
  StringEqualsIgnoreCase: equalIgnoringCase,
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: equalIgnoringCase,
  NumericEquals: (actual, expected) => Number(actual) === Number(expected),
  NumericLessThan: (actual, expected) => Number(actual) < Number(expected),
  NumericLessThanEquals: (actual, expected) => Number(actual) <= Number(expected),
  NumericGreaterThan: (actual, expected) => Number(actual) > Number(expected),
  NumericGreaterThanEquals: (actual, expected) => Number(actual) >= Number(expected),
};

/** True where no value matches; also where the request has no such key. */
const negative: Readonly<Record<string, Test>> = {
  StringNotEquals: equal,
  StringNotEqualsIgnoreCase: equalIgnoringCase,
  StringNotLike: like,
  ArnNotEquals: like,
  ArnNotLike: like,
  NumericNotEquals: (actual, expected) => Number(actual) === Number(expected),
};

const ifExists = 'IfExists';
const plain = (operator: string): string => (operator.endsWith(ifExists) ? operator.slice(0, -ifExists.length) : operator);

/** Whether the rehearsal knows an operator, with or without IfExists. */
export const knowsOperator = (operator: string): boolean => {
  const name = plain(operator);
  return Object.hasOwn(positive, name) || Object.hasOwn(negative, name);
};

/** Whether a request meets the conditions of a statement. */
export const meets = (conditions: PolicyStatement['Condition'], context: Context): boolean =>
  Object.entries(conditions ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) => holds(operator, context.get(key.toLowerCase()), expected)),
  );

const holds = (operator: string, actual: string | undefined, expected: string | readonly string[]): boolean => {
  const values = list(expected).map(String);
  const name = plain(operator);
  if (actual === undefined) return name !== operator || Object.hasOwn(negative, name);
  const unwanted = negative[name];
  if (unwanted) return !values.some((value) => unwanted(actual, value));
  const wanted = positive[name];
  return wanted !== undefined && values.some((value) => wanted(actual, value));
};
