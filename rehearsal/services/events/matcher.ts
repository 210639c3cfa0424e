/** The ways in which an event pattern compares one value. */
import * as v from 'valibot';

/** Whether one value of an event matches. An absent value is undefined. */
export type Matcher = (value: unknown) => boolean;

const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);
const isText = (value: unknown): value is string => typeof value === 'string';

/** `*` stands for any characters; a backslash takes the next sign literally. */
export const wildcard = (pattern: string): Matcher => {
  const source = pattern.replaceAll(/\\(.)|([\s\S])/g, (_whole, escaped: string | undefined, plain: string | undefined) =>
    plain === '*' ? '[\\s\\S]*' : (escaped ?? plain ?? '').replace(/[$()*+.?[\\\]^{|}/-]/, String.raw`\$&`),
  );
  const expression = new RegExp(`^${source}$`);
  return (value) => isText(value) && expression.test(value);
};

const ignoringCase =
  (wanted: string): Matcher =>
  (value) =>
    isText(value) && value.toLowerCase() === wanted.toLowerCase();
const startsWith =
  (wanted: string): Matcher =>
  (value) =>
    isText(value) && value.startsWith(wanted);
const endsWith =
  (wanted: string): Matcher =>
  (value) =>
    isText(value) && value.endsWith(wanted);

const affix = (plain: (wanted: string) => Matcher, folded: (wanted: string) => Matcher) =>
  v.union([
    v.pipe(v.string(), v.nonEmpty(), v.transform(plain)),
    v.pipe(
      v.strictObject({ 'equals-ignore-case': v.pipe(v.string(), v.nonEmpty()) }),
      v.transform((given) => folded(given['equals-ignore-case'])),
    ),
  ]);

const foldedPrefix =
  (wanted: string): Matcher =>
  (value) =>
    isText(value) && value.toLowerCase().startsWith(wanted.toLowerCase());
const foldedSuffix =
  (wanted: string): Matcher =>
  (value) =>
    isText(value) && value.toLowerCase().endsWith(wanted.toLowerCase());

const comparisons = {
  '<': (value: number, bound: number) => value < bound,
  '<=': (value: number, bound: number) => value <= bound,
  '=': (value: number, bound: number) => value === bound,
  '>=': (value: number, bound: number) => value >= bound,
  '>': (value: number, bound: number) => value > bound,
} as const;

const bound = v.picklist(['<', '<=', '=', '>=', '>']);
const ranges = v.union(
  [v.strictTuple([bound, v.number()]), v.strictTuple([bound, v.number(), bound, v.number()])],
  'Member must be [operator, number] or two such pairs',
);

const numeric = (range: v.InferOutput<typeof ranges>): Matcher => {
  const [first, firstBound, second, secondBound] = range;
  return (value) =>
    typeof value === 'number' &&
    comparisons[first](value, firstBound) &&
    (second === undefined || secondBound === undefined || comparisons[second](value, secondBound));
};

const anyOf =
  (matchers: readonly Matcher[]): Matcher =>
  (value) =>
    matchers.some((matches) => matches(value));
const exactly =
  (wanted: string | number | boolean | null): Matcher =>
  (value) =>
    value === wanted;
const listed = <T>(one: v.GenericSchema<unknown, T>) =>
  v.union([
    v.pipe(
      one,
      v.transform((single) => [single]),
    ),
    v.pipe(v.array(one), v.minLength(1)),
  ]);
const texts = listed(v.pipe(v.string(), v.nonEmpty()));

const anythingBut = v.union([
  v.pipe(
    listed(v.union([v.string(), v.number()])),
    v.transform((values) => anyOf(values.map(exactly))),
  ),
  v.pipe(
    v.strictObject({ prefix: texts }),
    v.transform(({ prefix }) => anyOf(prefix.map(startsWith))),
  ),
  v.pipe(
    v.strictObject({ suffix: texts }),
    v.transform(({ suffix }) => anyOf(suffix.map(endsWith))),
  ),
  v.pipe(
    v.strictObject({ 'equals-ignore-case': texts }),
    v.transform((given) => anyOf(given['equals-ignore-case'].map(ignoringCase))),
  ),
  v.pipe(
    v.strictObject({ wildcard: texts }),
    v.transform((given) => anyOf(given.wildcard.map(wildcard))),
  ),
]);

const object = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** One element of a pattern's array, compiled to what it does with a value. */
export const matcherSchema: v.GenericSchema<unknown, Matcher> = v.union(
  [
    v.pipe(scalar, v.transform(exactly)),
    v.pipe(
      v.strictObject({ prefix: affix(startsWith, foldedPrefix) }),
      v.transform(({ prefix }) => prefix),
    ),
    v.pipe(
      v.strictObject({ suffix: affix(endsWith, foldedSuffix) }),
      v.transform(({ suffix }) => suffix),
    ),
    v.pipe(
      v.strictObject({ 'equals-ignore-case': v.pipe(v.string(), v.transform(ignoringCase)) }),
      v.transform((given) => given['equals-ignore-case']),
    ),
    v.pipe(
      v.strictObject({ wildcard: v.pipe(v.string(), v.transform(wildcard)) }),
      v.transform((given) => given.wildcard),
    ),
    v.pipe(
      v.strictObject({ numeric: v.pipe(ranges, v.transform(numeric)) }),
      v.transform((given) => given.numeric),
    ),
    v.pipe(
      v.strictObject({ 'anything-but': anythingBut }),
      v.transform(
        (given): Matcher =>
          (value) =>
            value !== undefined && !object(value) && !given['anything-but'](value),
      ),
    ),
    v.pipe(
      v.strictObject({ exists: v.boolean() }),
      v.transform(
        ({ exists }): Matcher =>
          (value) =>
            (value !== undefined && !object(value)) === exists,
      ),
    ),
  ],
  'Unrecognized match type: use a value, prefix, suffix, equals-ignore-case, wildcard, numeric, anything-but or exists',
);
