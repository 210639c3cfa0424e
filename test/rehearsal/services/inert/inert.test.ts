import { inert } from '../../../../rehearsal/services/inert/inert';
import { createResource, startCloud, stopClouds } from '../../support/real-cloud';

afterAll(stopClouds);

test.each([
  ['AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }, /^vpc-[0-9a-f]{17}$/, { CidrBlock: '10.0.0.0/16' }],
  ['AWS::EC2::Subnet', { AvailabilityZone: 'us-east-1b' }, /^subnet-[0-9a-f]{17}$/, { AvailabilityZone: 'us-east-1b' }],
  ['AWS::EC2::SecurityGroup', {}, /^sg-[0-9a-f]{17}$/, { GroupId: expect.stringMatching(/^sg-/) }],
  ['Custom::S3AutoDeleteObjects', { BucketName: 'x' }, /^Test-Thing-/, {}],
])('%s exists, has an id and the attributes that others ask for', async (type, properties, id, attributes) => {
  const created = await createResource(await startCloud([inert]), type, properties);
  expect(created).toEqual({ ref: expect.stringMatching(id), attributes: expect.objectContaining(attributes) });
});
