import { awsFailure } from '../../cli/aws-failure';

const failed = (name: string, message: string): Error => Object.assign(new Error(message), { name });

test.each([
  ['no region', failed('Error', 'Region is missing'), 'Set AWS_REGION'],
  ['no credentials', failed('CredentialsProviderError', 'Could not load credentials from any providers'), 'aws sso login'],
  ['credentials that have expired', failed('ExpiredTokenException', 'The security token is expired'), 'Log in again'],
  ['an access that is denied', failed('AccessDeniedException', 'User: x is not authorized to perform: ssm:GetParameter'), 'role that may'],
  ['no such host', failed('Error', 'getaddrinfo ENOTFOUND ssm.mars-1.amazonaws.com'), 'Look whether AWS_REGION names a region'],
  ['a refused connection', Object.assign(failed('Error', ''), { code: 'ECONNREFUSED' }), 'the network'],
])('%s is told with what to do', (_, error, fix) => {
  expect(awsFailure(error)?.fix).toContain(fix);
});

test.each([[new TypeError('x is not a function')], [failed('ValidationException', 'bad')], ['text']])('%s is no such failure', (error) => {
  expect(awsFailure(error)).toBeUndefined();
});
