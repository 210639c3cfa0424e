/** Modes and limits with their defaults, and what they say of a problem. Pure. */
import * as v from 'valibot';
import type { EnvironmentHealing, HealingMode, HealingSettings, ProblemFilter, Runbook } from '../../contract/healing-settings';
import type { Parsed } from '../../monspec/issue';
import type { Problem } from '../problem';
import { severitySchema } from '../problem-schema';

const minutes = (least: number, most: number) => {
  const range = `must be a whole number of minutes from ${least} to ${most}`;
  return v.pipe(v.number(range), v.integer(range), v.minValue(least, range), v.maxValue(most, range));
};

const text = v.pipe(v.string('must be a text'), v.minLength(1, 'must not be empty'), v.maxLength(300));
const mode = v.picklist(['auto', 'notify', 'dry-run'], 'must be auto, notify or dry-run');
const filter = { severities: v.exactOptional(v.array(severitySchema)), tags: v.exactOptional(v.array(text)) };
const secureUrl = v.pipe(text, v.url('must be an address'), v.startsWith('https://', 'must begin with https://'));

const runbook = v.variant('kind', [
  v.strictObject({ kind: v.literal('ssm'), document: text, parameters: v.exactOptional(v.record(text, v.array(v.string()))), ...filter }),
  v.strictObject({ kind: v.literal('http'), url: secureUrl, secret: text, ...filter }),
]);

const many = v.strictObject({ count: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(100)), minutes: minutes(1, 60) });

const match = v.strictObject({
  entities: v.exactOptional(v.array(text)),
  tags: v.exactOptional(v.array(text)),
  stacks: v.exactOptional(v.array(text)),
});

const environment = v.strictObject({
  mode: v.optional(mode, 'notify'),
  rules: v.optional(v.array(v.strictObject({ mode, ...filter })), []),
  match,
  stage: v.exactOptional(text),
  lookBackMinutes: v.optional(minutes(5, 10_080), 1_440),
  cooldownMinutes: v.optional(minutes(0, 10_080), 60),
  perDay: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)), 3),
  manyServices: v.optional(many, { count: 3, minutes: 10 }),
  actFrom: v.optional(v.picklist(['high', 'medium'], 'must be high or medium'), 'high'),
  verifyMinutes: v.optional(minutes(2, 60), 5),
  escalateEveryMinutes: v.optional(minutes(1, 240), 15),
  lockPromotions: v.optional(v.boolean(), true),
  runbooks: v.optional(v.array(runbook), []),
});

const schema = v.strictObject({ environments: v.record(text, environment) });

/** Modes and limits of one environment, with every default applied. */
export type Limits = v.InferOutput<typeof environment>;

/** Applies the defaults; settings that do not keep their ranges are refused. */
export const limitsOf = (settings: EnvironmentHealing): Limits => v.parse(environment, settings);

/** Parses the JSON value of a parameter, naming everything that is wrong with it. */
export const parseHealingSettings = (parameter: string, value: string): Parsed<HealingSettings> => {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(undefined, 'is no JSON'), schema), value);
  if (result.success) {
    return { ok: true, value: result.output };
  }
  const issues = result.issues.map((issue) => {
    const path = v.getDotPath(issue);
    const received = JSON.stringify(issue.input) ?? 'nothing';
    return {
      path: path === null ? parameter : `${parameter}: ${path}`,
      received: received.slice(0, 80),
      message: `It ${issue.message}.`,
      fix: 'Correct the parameter; docs/healing.md lists the members.',
    };
  });
  return { ok: false, issues };
};

const hasTag = (problem: Problem, wanted: string): boolean =>
  problem.tags.some((tag) => tag.toLowerCase() === wanted.toLowerCase() || tag.toLowerCase().startsWith(`${wanted.toLowerCase()}:`));

/** Whether a problem meets all conditions of a filter. */
export const fits = (problem: Problem, { severities, tags = [] }: ProblemFilter): boolean =>
  (severities === undefined || severities.includes(problem.severity)) && tags.every((tag) => hasTag(problem, tag));

/** The mode for a problem: of the first rule that fits, else the environment's. */
export const modeFor = (problem: Problem, { rules, mode: otherwise }: Limits): HealingMode =>
  rules.find((rule) => fits(problem, rule))?.mode ?? otherwise;

/** The runbooks for a problem. */
export const runbooksFor = (problem: Problem, { runbooks }: Limits): readonly Runbook[] => runbooks.filter((one) => fits(problem, one));
