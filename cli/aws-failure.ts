/** Why AWS could not be asked, and what to do about it. */
export interface AwsFailure {
  readonly what: string;
  readonly fix: string;
}

const unaccepted =
  /^(ExpiredToken|ExpiredTokenException|RequestExpired|UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|SignatureDoesNotMatch|InvalidAccessKeyId|AuthFailure)$/;
const unreachable = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|TimeoutError|getaddrinfo/;

/**
 * Knows an error of an SDK client that has nothing to do with this system: no region, no credentials, none that are
 * accepted or allowed, no way to AWS. `undefined` for any other. Pure.
 */
export function awsFailure(error: unknown): AwsFailure | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name } = error;
  const message = error.message === '' ? name : error.message.replace(/\.$/, '');
  if (/^Region (is missing|not accepted)/.test(message))
    return {
      what: `No AWS region can be used (${message})`,
      fix: 'Set AWS_REGION, for example to eu-west-1, or AWS_PROFILE to a profile with a region.',
    };
  if (/CredentialsProvider|TokenProvider/.test(name))
    return {
      what: `There are no AWS credentials (${message})`,
      fix: 'Log in (aws sso login), or set AWS_PROFILE to a profile of ~/.aws/config.',
    };
  if (unaccepted.test(name))
    return {
      what: `AWS does not accept these credentials (${name}: ${message})`,
      fix: 'Log in again (aws sso login), or set AWS_PROFILE.',
    };
  if (name.startsWith('AccessDenied') || /is not authorized to perform/.test(message))
    return {
      what: `These credentials may not do that (${message})`,
      fix: 'Set AWS_PROFILE to a role that may, or ask for the permission.',
    };
  if (unreachable.test(`${name} ${codeOf(error)} ${message}`))
    return { what: `AWS cannot be reached (${message})`, fix: 'Look whether AWS_REGION names a region, and at the network and its proxy.' };
  return undefined;
}

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');
