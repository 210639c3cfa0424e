/** The AppSpec content of a deployment to a Lambda alias. Pure. */
import type { RevisionLocation } from '@aws-sdk/client-codedeploy';
import * as v from 'valibot';
import { parse } from 'yaml';

const text = v.pipe(v.string(), v.minLength(1));
const version = v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.regex(/^\d+$/, 'must be the number of a version'));

const schema = v.object({
  version: v.unknown(),
  Resources: v.pipe(
    v.array(
      v.record(
        text,
        v.object({
          Type: v.literal('AWS::Lambda::Function'),
          Properties: v.object({ Name: text, Alias: text, CurrentVersion: version, TargetVersion: version }),
        }),
      ),
    ),
    v.length(1, 'exactly one function is rehearsed'),
  ),
  Hooks: v.optional(v.pipe(v.array(v.unknown()), v.maxLength(0, 'hooks are not rehearsed')), []),
});

/** What a deployment moves. */
export interface Shift {
  readonly functionName: string;
  readonly alias: string;
  readonly from: string;
  readonly to: string;
}

/** Reads an AppSpec, JSON or YAML; a sentence where it is none that CodeDeploy would take. */
export const parseShift = ({ appSpecContent, string }: RevisionLocation): Shift | string => {
  const result = v.safeParse(schema, parsed(appSpecContent?.content ?? string?.content ?? ''));
  if (!result.success) {
    const [issue] = result.issues;
    return `The AppSpec file is not valid: ${v.getDotPath(issue) ?? 'document'}: ${issue.message}`;
  }
  const [resource] = Object.values(result.output.Resources[0] ?? {});
  if (resource === undefined) return 'The AppSpec file names no function.';
  const { Name, Alias, CurrentVersion, TargetVersion } = resource.Properties;
  return { functionName: Name, alias: Alias, from: CurrentVersion, to: TargetVersion };
};

const parsed = (content: string): unknown => {
  try {
    return parse(content);
  } catch {
    return undefined;
  }
};

/** The AppSpec of a rollback. */
export const shiftLocation = ({ functionName, alias, from, to }: Shift): RevisionLocation => {
  const Properties = { Name: functionName, Alias: alias, CurrentVersion: from, TargetVersion: to };
  const content = JSON.stringify({ version: 0, Resources: [{ [functionName]: { Type: 'AWS::Lambda::Function', Properties } }] });
  return { revisionType: 'AppSpecContent', appSpecContent: { content } };
};
