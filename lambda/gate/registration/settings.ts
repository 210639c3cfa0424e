/** UserParameters of the `RegisterValidation` action: JSON, or the original's `<comparison>,<minutes>,<approvalAction>`. */
import * as v from 'valibot';
import type { RegisterParameters } from '../../contract/user-parameters';
import type { Issue, Parsed } from '../../monspec/issue';

/** The parameters with their defaults applied. */
export type Settings = Required<Omit<RegisterParameters, 'executionId' | 'service'>> & Pick<RegisterParameters, 'executionId' | 'service'>;

const name = v.pipe(
  v.string('must be a text'),
  v.trim(),
  v.minLength(1, 'must not be empty'),
  v.maxLength(200, 'must have at most 200 characters'),
);

const minutes = (least: number, most: number) => {
  const range = `must be a whole number of minutes from ${least} to ${most}`;
  return v.pipe(v.number(range), v.integer(range), v.minValue(least, range), v.maxValue(most, range));
};

const schema = v.strictObject(
  {
    comparison: name,
    windowMinutes: minutes(1, 1_440),
    approvalAction: name,
    executionId: v.exactOptional(name),
    service: v.exactOptional(name),
    warmUpMinutes: v.optional(minutes(0, 60), 2),
    ingestionDelayMinutes: v.optional(minutes(0, 15), 2),
    lookEveryMinutes: v.optional(minutes(1, 60), 1),
    extendMinutes: v.exactOptional(minutes(0, 1_440)),
    mode: v.optional(v.picklist(['observe', 'advise', 'enforce'], 'must be observe, advise or enforce'), 'enforce'),
  },
  (issue) => (issue.expected === 'never' ? 'is not a parameter' : 'is missing'),
);

const example = '{"comparison":"StagingToProduction","windowMinutes":5,"approvalAction":"ApproveStaging"}';

const shown = (value: unknown): string => (value === undefined ? 'nothing' : (JSON.stringify(value) ?? typeof value)).slice(0, 80);

const notReadable = (received: string, message: string): Parsed<never> => ({
  ok: false,
  issues: [{ path: 'UserParameters', received: received.slice(0, 80), message, fix: `Write for example ${example}.` }],
});

const toIssue = (issue: v.BaseIssue<unknown>): Issue => {
  const path = v.getDotPath(issue) ?? '';
  const message = path === '' ? 'They are no JSON object.' : `“${path}” ${issue.message}.`;
  return {
    path: path === '' ? 'UserParameters' : `UserParameters.${path}`,
    received: shown(issue.path?.at(-1)?.value ?? issue.input),
    message,
    fix: `Correct it, for example ${example}.`,
  };
};

const check = (value: unknown): Parsed<Settings> => {
  const result = v.safeParse(schema, value);
  return result.success
    ? { ok: true, value: { ...result.output, extendMinutes: result.output.extendMinutes ?? result.output.windowMinutes } }
    : { ok: false, issues: result.issues.map(toIssue) };
};

const parseOriginal = (text: string): Parsed<Settings> => {
  const [comparison, windowMinutes = '', approvalAction, ...rest] = text.split(',').map((part) => part.trim());
  if (approvalAction === undefined || rest.length > 0) {
    return notReadable(text, 'They are neither JSON nor “<comparison>,<minutes>,<approvalAction>”.');
  }
  return check({ comparison, windowMinutes: /^\d+$/.test(windowMinutes) ? Number(windowMinutes) : windowMinutes, approvalAction });
};

/** Parses UserParameters, naming everything that is wrong with them. */
export const parseSettings = (text: string | undefined): Parsed<Settings> => {
  const trimmed = (text ?? '').trim();
  if (trimmed === '') {
    return notReadable('nothing', 'There are none.');
  }
  if (!/^[[{"]/.test(trimmed)) {
    return parseOriginal(trimmed);
  }
  try {
    return check(JSON.parse(trimmed));
  } catch {
    return notReadable(trimmed, 'They begin like JSON but cannot be parsed.');
  }
};
