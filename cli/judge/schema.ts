/** A line of cases, as people and programs write it, parsed into what the judge takes; defaults are applied here. */
import * as v from 'valibot';
import { defaultPolicy, type Case } from '../../lambda/judge/evidence/case';
import { received } from '../../lambda/monspec/text/issues';

const number = v.pipe(v.number('must be a number'), v.finite('must be a finite number'));
const atLeast0 = v.pipe(number, v.minValue(0, 'must not be negative'));
const probability = v.pipe(number, v.gtValue(0, 'must be greater than 0'), v.maxValue(0.5, 'must be at most 0.5 (5 % is 0.05)'));
const points = v.array(v.nullable(number, null), 'must be a list of numbers and null');
const periodSeconds = v.pipe(number, v.gtValue(0, 'must be greater than 0'));

const levelData = v.object({ periodSeconds, values: points, weights: v.exactOptional(points) }, 'must have periodSeconds and values');

const rateData = v.pipe(
  v.object({ periodSeconds, numerator: points, denominator: points }, 'must have periodSeconds, numerator and denominator'),
  v.check(({ numerator, denominator }) => numerator.length === denominator.length, 'must have as many numerators as denominators'),
);

const objective = {
  id: v.pipe(v.string('must be a text'), v.minLength(1, 'must not be empty')),
  label: v.exactOptional(v.string()),
  unit: v.exactOptional(v.string()),
  direction: v.optional(v.picklist(['upper', 'lower'], 'must be "upper" or "lower"'), 'upper'),
  role: v.optional(v.picklist(['guard', 'watch', 'info'], 'must be "guard", "watch" or "info"'), 'guard'),
  allowedPercent: v.exactOptional(atLeast0),
  allowedPoints: v.exactOptional(atLeast0),
  warningPercent: v.exactOptional(atLeast0),
  upperLimit: v.exactOptional(number),
  lowerLimit: v.exactOptional(number),
  weight: v.exactOptional(atLeast0),
  key: v.exactOptional(v.boolean('must be true or false')),
  concurrent: v.exactOptional(v.boolean('must be true or false')),
};

const nowhere = { periodSeconds: 60, values: [] };
const never = { periodSeconds: 60, numerator: [], denominator: [] };

const metric = v.variant(
  'kind',
  [
    v.object({
      ...objective,
      kind: v.literal('level'),
      candidate: levelData,
      baseline: v.optional(levelData, nowhere),
      history: v.optional(v.array(v.object({ candidate: levelData, baseline: levelData })), []),
    }),
    v.object({
      ...objective,
      kind: v.literal('rate'),
      candidate: rateData,
      baseline: v.optional(rateData, never),
      history: v.optional(v.array(v.object({ candidate: rateData, baseline: rateData })), []),
    }),
  ],
  'must have the kind "level" or "rate"',
);

const policy = v.object({
  rule: v.optional(v.picklist(['evidence', 'percentage'], 'must be "evidence" or "percentage"'), defaultPolicy.rule),
  falseRejects: v.optional(probability, defaultPolicy.falseRejects),
  falseApprovals: v.optional(probability, defaultPolicy.falseApprovals),
  proof: v.optional(v.picklist(['critical', 'strict'], 'must be "critical" or "strict"'), defaultPolicy.proof),
  approveEarly: v.optional(v.boolean('must be true or false'), defaultPolicy.approveEarly),
  score: v.exactOptional(v.object({ pass: atLeast0, warning: atLeast0 })),
});

const schema = v.object(
  {
    id: v.union([v.string(), v.pipe(v.number(), v.transform(String))], 'must be a text'),
    policy: v.optional(policy, {}),
    metrics: v.array(metric, 'must be a list of metrics'),
  },
  'must be an object with id, policy and metrics',
);

/** A parsed case, or why a line is none. */
export type ParsedCase = { readonly ok: true; readonly value: Case } | { readonly ok: false; readonly error: string };

const most = 3;

const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** Where, what is wrong, and what was received where that is short. */
const issueText = (issue: v.BaseIssue<unknown>): string => {
  const path = v.getDotPath(issue);
  const where = path === null ? 'the case' : path;
  if (path !== null && issue.input === undefined) {
    return `${where}: is missing`;
  }
  return `${where}: ${issue.message}${isPlain(issue.input) ? `; received ${received(issue.input)}` : ''}`;
};

/** Parses a value. Keys that are not known are ignored, so that a line may carry remarks of its own. */
export const parseCase = (value: unknown): ParsedCase => {
  const parsed = v.safeParse(schema, value, { abortPipeEarly: true });
  if (parsed.success) {
    return { ok: true, value: parsed.output };
  }
  const told = parsed.issues.slice(0, most).map(issueText).join('; ');
  const others = parsed.issues.length > most ? `; and ${parsed.issues.length - most} more` : '';
  return { ok: false, error: `${told}${others}.` };
};

/** Parses one line. */
export const parseLine = (line: string): ParsedCase => {
  try {
    return parseCase(JSON.parse(line));
  } catch (error) {
    return { ok: false, error: `not JSON: ${error instanceof Error ? error.message : String(error)}.` };
  }
};
