/**
 * Stands in for `@aws-sdk/credential-provider-node` inside the Lambda bundles (an alias of the bundler), which saves
 * about 100 kB each: Lambda hands its role's credentials over in environment variables, and nothing else is ever used.
 */
import { GateError } from '../gate/gate-error';

interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const fromEnvironment = async (): Promise<RoleCredentials> => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    throw new GateError(
      'NoCredentials',
      'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set.',
      'Run this bundle as a Lambda function with a role.',
    );
  }
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
};

/** Named like the export of the package that it stands in for. */
export const defaultProvider = (): typeof fromEnvironment => fromEnvironment;
