import { GetParameterCommand, GetParametersByPathCommand, GetParametersCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { ssm } from '../../../../rehearsal/services/ssm/ssm';
import { clientSettings, createResource, startCloud, stopClouds } from '../../support/real-cloud';

afterAll(stopClouds);

const setUp = async () => {
  const cloud = await startCloud([ssm]);
  return { cloud, client: new SSMClient(clientSettings(cloud)) };
};

test('a parameter of a template can be read, with its version and ARN', async () => {
  const { cloud, client } = await setUp();
  await createResource(cloud, 'AWS::SSM::Parameter', { Name: '/unbreakable/switch', Type: 'String', Value: 'on' });
  const { Parameter } = await client.send(new GetParameterCommand({ Name: '/unbreakable/switch' }));
  expect(Parameter).toMatchObject({
    Name: '/unbreakable/switch',
    Type: 'String',
    Value: 'on',
    Version: 1,
    ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/unbreakable/switch',
  });
  expect(Parameter?.LastModifiedDate?.toISOString()).toMatch(/^2026-11-20T09:/);
});

test('overwriting keeps the older versions', async () => {
  const { client } = await setUp();
  await client.send(new PutParameterCommand({ Name: '/a', Value: 'one', Type: 'String' }));
  const { Version } = await client.send(new PutParameterCommand({ Name: '/a', Value: 'two', Overwrite: true }));
  const older = await client.send(new GetParameterCommand({ Name: '/a:1' }));
  expect([Version, older.Parameter?.Value, older.Parameter?.Selector]).toEqual([2, 'one', ':1']);
});

test.each([
  ['an unknown name', new GetParameterCommand({ Name: '/nothing' }), 'ParameterNotFound'],
  ['an unknown version', new GetParameterCommand({ Name: '/known:9' }), 'ParameterVersionNotFound'],
  ['an existing name without Overwrite', new PutParameterCommand({ Name: '/known', Value: 'x', Type: 'String' }), 'ParameterAlreadyExists'],
  ['an empty value', new PutParameterCommand({ Name: '/b', Value: '', Type: 'String' }), 'ValidationException'],
])('%s is refused', async (_what, command, name) => {
  const { client } = await setUp();
  await client.send(new PutParameterCommand({ Name: '/known', Value: 'x', Type: 'String' }));
  await expect(client.send(command as GetParameterCommand)).rejects.toMatchObject({ name });
});

test('GetParameters separates known from unknown names', async () => {
  const { client } = await setUp();
  await client.send(new PutParameterCommand({ Name: '/known', Value: 'x', Type: 'String' }));
  const answer = await client.send(new GetParametersCommand({ Names: ['/known', '/unknown'] }));
  expect(answer.Parameters?.map(({ Name }) => Name)).toEqual(['/known']);
  expect(answer.InvalidParameters).toEqual(['/unknown']);
});

test('GetParametersByPath pages, and goes deeper only when asked', async () => {
  const { client } = await setUp();
  for (const Name of ['/p/a', '/p/b', '/p/c/d']) await client.send(new PutParameterCommand({ Name, Value: 'x', Type: 'String' }));
  const flat = await client.send(new GetParametersByPathCommand({ Path: '/p' }));
  expect(flat.Parameters?.map(({ Name }) => Name)).toEqual(['/p/a', '/p/b']);
  const first = await client.send(new GetParametersByPathCommand({ Path: '/p', Recursive: true, MaxResults: 2 }));
  const second = await client.send(
    new GetParametersByPathCommand({ Path: '/p', Recursive: true, MaxResults: 2, NextToken: first.NextToken }),
  );
  expect(second.Parameters?.map(({ Name }) => Name)).toEqual(['/p/c/d']);
  expect(second.NextToken).toBeUndefined();
});

test('image ids of Amazon Linux are there without anybody having put them', async () => {
  const { client } = await setUp();
  const Name = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';
  const { Parameter } = await client.send(new GetParameterCommand({ Name }));
  expect(Parameter?.Value).toMatch(/^ami-[0-9a-z]{17}$/);
});
