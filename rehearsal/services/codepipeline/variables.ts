/** Replaces `#{namespace.name}` in action configurations. Pure. */
import { AwsError } from '../../cloud/aws-error';

const reference = /#\{([A-Za-z0-9@\-_]+)\.([A-Za-z0-9@\-_]+)\}/g;

/**
 * Every value of the configuration with its variables replaced.
 * Throws AwsError ConfigurationError where a variable has no value; CodePipeline fails the action then.
 */
export const resolveVariables = (
  configuration: Readonly<Record<string, string>>,
  namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(configuration).map(([key, value]) => [
      key,
      value.replaceAll(reference, (whole, namespace: string, name: string) => {
        const found = namespaces.get(namespace)?.[name];
        if (found !== undefined) return found;
        throw new AwsError('ConfigurationError', `The variable ${whole} in ${key} could not be resolved: no earlier action gave it.`);
      }),
    ]),
  );
