import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../../../../rehearsal/services/secrets-manager/secrets-manager';
import { clientSettings, createResource, createRole, startCloud, stopClouds } from '../../support/real-cloud';

afterAll(stopClouds);

const setUp = async (GenerateSecretString: object) => {
  const cloud = await startCloud([secretsManager]);
  const { ref } = await createResource(cloud, 'AWS::SecretsManager::Secret', { Name: 'report', GenerateSecretString });
  return { cloud, arn: ref, client: new SecretsManagerClient(clientSettings(cloud)) };
};

test.each([
  [{}, /^.{32}$/],
  [{ PasswordLength: 64, ExcludePunctuation: true }, /^[A-Za-z0-9]{64}$/],
  [{ PasswordLength: 20, ExcludeUppercase: true, ExcludeLowercase: true, ExcludePunctuation: true }, /^\d{20}$/],
  [{ PasswordLength: 200, ExcludePunctuation: true, ExcludeCharacters: 'abc' }, /^[^abc]{200}$/],
])('a secret made with %j', async (generation, pattern) => {
  const { client } = await setUp(generation);
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: 'report' }));
  expect(SecretString).toMatch(pattern);
});

test('a generated key is put into its template', async () => {
  const { client, arn } = await setUp({ SecretStringTemplate: '{"user":"a"}', GenerateStringKey: 'password' });
  const { SecretString, ARN, VersionStages } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  expect(JSON.parse(SecretString!)).toEqual({ user: 'a', password: expect.any(String) });
  expect([ARN, VersionStages]).toEqual([arn, ['AWSCURRENT']]);
  expect(arn).toMatch(/^arn:aws:secretsmanager:us-east-1:123456789012:secret:report-.{6}$/);
});

test('after a rotation both secrets can be read', async () => {
  const { client } = await setUp({});
  const before = await client.send(new GetSecretValueCommand({ SecretId: 'report' }));
  await client.send(new PutSecretValueCommand({ SecretId: 'report', SecretString: 'new' }));
  const current = await client.send(new GetSecretValueCommand({ SecretId: 'report' }));
  const previous = await client.send(new GetSecretValueCommand({ SecretId: 'report', VersionStage: 'AWSPREVIOUS' }));
  expect([current.SecretString, previous.SecretString]).toEqual(['new', before.SecretString]);
});

test('a role reads a secret by its name where its policy covers the suffix', async () => {
  const { cloud } = await setUp({});
  const Resource = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:report-??????';
  const role = await createRole(cloud, [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource }]);
  const client = new SecretsManagerClient(clientSettings(cloud, role));
  await expect(client.send(new GetSecretValueCommand({ SecretId: 'report' }))).resolves.toBeDefined();
  await expect(client.send(new GetSecretValueCommand({ SecretId: 'other' }))).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('an unknown secret is refused', async () => {
  const { client } = await setUp({});
  await expect(client.send(new GetSecretValueCommand({ SecretId: 'nobody' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
