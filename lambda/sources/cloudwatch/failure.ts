/** What an error of the SDK means for the series that were asked for. */
import type { NoSeries } from './plan';

const throttling = /throttl|TooManyRequests|RequestLimitExceeded|LimitExceeded|SlowDown/i;
const unauthorised =
  /AccessDenied|NotAuthorized|Unauthorized|UnrecognizedClient|InvalidClientToken|ExpiredToken|InvalidSignature|SignatureDoesNotMatch|MissingAuthenticationToken|IncompleteSignature|OptInRequired|Credentials|TokenProvider/i;
const wrongRequest =
  /Validation|InvalidParameter|MissingParameter|MissingRequiredParameter|InvalidNextToken|InvalidFormat|MalformedQuery|UnknownOperation/i;

const longestDetail = 300;

const statusOf = (error: object): number | undefined => {
  const read = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  const status = read(read(error, '$metadata'), 'httpStatusCode') ?? read(read(error, '$response'), 'statusCode');
  return typeof status === 'number' ? status : undefined;
};

const kindOf = (name: string, status: number | undefined): NoSeries['kind'] => {
  if (throttling.test(name) || status === 429) {
    return 'throttled';
  }
  if (unauthorised.test(name) || status === 401 || status === 403) {
    return 'unauthorised';
  }
  return wrongRequest.test(name) ? 'bad-query' : 'unreachable';
};

/** What mends an error that has nothing to do with the service. */
const fixOf = ({ name, message }: Error): string => {
  if (/Region (is missing|not accepted)/i.test(message)) {
    return '; set AWS_REGION, or a profile with a region';
  }
  return /CredentialsProvider|TokenProvider|ExpiredToken/i.test(name) ? '; set AWS_PROFILE, or sign in again' : '';
};

/** Classifies whatever a call threw. What is not understood counts as unreachable: nothing is known of the metric. */
export const failureOf = (thrown: unknown, service = 'CloudWatch'): NoSeries => {
  const error = thrown instanceof Error ? thrown : new TypeError(String(thrown));
  const status = statusOf(error);
  const answer = status === undefined ? '' : ` (HTTP ${status})`;
  const said = error.message.replace(/\.$/, '');
  const text = `${service} did not answer: ${error.name}${answer}: ${said}${fixOf(error)}`.replaceAll(/\s+/g, ' ');
  return { kind: kindOf(error.name, status), detail: text.length > longestDetail ? `${text.slice(0, longestDetail - 1)}…` : text };
};
