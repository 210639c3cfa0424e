import { LambdaClient } from '@aws-sdk/client-lambda';
import { FunctionVariables } from '../../lambda/aws/function-variables.client';
import { recorder } from '../rehearsal/support/deploy-cloud';
import { clientSettings, startCloud, stopClouds } from '../rehearsal/support/real-cloud';

afterEach(stopClouds);

/** Asks a Lambda that answers so; what it was told to change. */
const ensure = async (answer: object) => {
  const changes: unknown[] = [];
  const operations = { GetFunctionConfiguration: () => answer, UpdateFunctionConfiguration: (input: unknown) => void changes.push(input) };
  const cloud = await startCloud([recorder('lambda', 'lambda', operations)]);
  const result = await new FunctionVariables(new LambdaClient(clientSettings(cloud))).ensure('shop', { A: '1' }).then(
    (revision) => revision ?? 'busy',
    (error: Error & { code?: string }) => error.code ?? error.name,
  );
  return { result, changes };
};

const known = { RevisionId: 'r-1', LastUpdateStatus: 'Successful' };

test.each<[string, object, string, unknown[]]>([
  ['has them', { ...known, Environment: { Variables: { A: '1', B: '2' } } }, 'r-1', []],
  [
    'has others',
    { ...known, Environment: { Variables: { A: '0', B: '2' } } },
    'busy',
    [{ FunctionName: 'shop', RevisionId: 'r-1', Environment: { Variables: { A: '1', B: '2' } } }],
  ],
  ['has none', known, 'busy', [{ FunctionName: 'shop', RevisionId: 'r-1', Environment: { Variables: { A: '1' } } }]],
  ['is being updated', { ...known, LastUpdateStatus: 'InProgress' }, 'busy', []],
  ['hides them', { ...known, Environment: { Error: { ErrorCode: 'AccessDenied', Message: 'no key' } } }, 'NoVariables', []],
  ['has no revision', { LastUpdateStatus: 'Successful' }, 'NoVariables', []],
])('of a function that %s: what is changed', async (_, answer, result, changes) => {
  expect(await ensure(answer)).toEqual({ result, changes });
});
