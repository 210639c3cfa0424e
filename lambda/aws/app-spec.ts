/**
 * The AppSpec content of a CodeDeploy deployment to an alias of a Lambda function.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
 */
import type { RevisionLocation } from '@aws-sdk/client-codedeploy';
import * as v from 'valibot';
import type { FunctionDestination } from '../contract/destination';
import type { FunctionRevision } from '../gate/revision';

const text = v.pipe(v.string(), v.minLength(1));
const version = v.pipe(v.union([text, v.number()]), v.transform(String), v.regex(/^\d+$/));

const schema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    Resources: v.tuple([v.record(text, v.object({ Properties: v.object({ Name: text, Alias: text, TargetVersion: version }) }))]),
  }),
  v.transform(({ Resources: [resources] }) => Object.values(resources)),
);

/** What moves an alias; JSON has no way to write the number 0.0, which CodeDeploy documents, but by hand. */
export const appSpec = ({ functionName, alias }: FunctionDestination, currentVersion: string, targetVersion: string): string => {
  const Properties = { Name: functionName, Alias: alias, CurrentVersion: currentVersion, TargetVersion: targetVersion };
  return `{"version":0.0,"Resources":${JSON.stringify([{ [functionName]: { Type: 'AWS::Lambda::Function', Properties } }])}}`;
};

/** A revision for CreateDeployment. */
export const appSpecRevision = (content: string): RevisionLocation => ({ revisionType: 'AppSpecContent', appSpecContent: { content } });

/** The version that an AppSpec brings to a destination; `undefined` where it is of another function, or not JSON. */
export const versionOf = (
  { appSpecContent, string }: RevisionLocation,
  { functionName, alias }: FunctionDestination,
): FunctionRevision | undefined => {
  const result = v.safeParse(schema, appSpecContent?.content ?? string?.content);
  const [resource, ...others] = result.success ? result.output : [];
  if (resource === undefined || others.length > 0) {
    return undefined;
  }
  const { Name, Alias, TargetVersion } = resource.Properties;
  return Name === functionName && Alias === alias ? { kind: 'function-version', functionName, alias, version: TargetVersion } : undefined;
};
