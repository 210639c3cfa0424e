import { keyArn, keyNeeds } from '../../../../rehearsal/services/kms/keys';
import { kms } from '../../../../rehearsal/services/kms/kms';
import { createResource, startCloud, stopClouds } from '../../support/real-cloud';

afterAll(stopClouds);

test('a key is known by ARN, id and alias', async () => {
  const cloud = await startCloud([kms]);
  const { ref, attributes } = await createResource(cloud, 'AWS::KMS::Key', {});
  await createResource(cloud, 'AWS::KMS::Alias', { AliasName: 'alias/mine', TargetKeyId: ref });
  const arn = attributes['Arn'];
  expect([ref, String(arn), 'alias/mine', cloud.arn('kms', 'alias/mine')].map((key) => keyArn(cloud, key))).toEqual([arn, arn, arn, arn]);
  expect(arn).toMatch(/^arn:aws:kms:us-east-1:123456789012:key\/[0-9a-f-]{36}$/);
});

test('using a key through a service needs one permission per action; without a key nothing', async () => {
  const cloud = await startCloud([kms]);
  expect(keyNeeds(cloud, undefined, 's3', 'Decrypt')).toEqual([]);
  expect(keyNeeds(cloud, 'alias/aws/s3', 's3', 'GenerateDataKey', 'Decrypt')).toMatchObject([
    {
      action: 'kms:GenerateDataKey',
      resource: 'arn:aws:kms:us-east-1:123456789012:alias/aws/s3',
      context: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
    },
    { action: 'kms:Decrypt' },
  ]);
});
