import { Match } from 'aws-cdk-lib/assertions';
import { templates } from './support/synthesize';

const template = templates()('UnbreakableFoundation');
const retained = templates({ removal: 'retain', notificationEmails: ['team@example.com'] })('UnbreakableFoundation');

describe('buckets', () => {
  test('are private, encrypted and answer TLS only', () => {
    template.allResourcesProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: Match.anyValue(),
    });
    const { length } = Object.keys(template.findResources('AWS::S3::Bucket'));
    const insecure = { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    template.resourcePropertiesCountIs(
      'AWS::S3::BucketPolicy',
      { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike(insecure)]) } },
      length,
    );
  });

  test('of sources are versioned and announce uploads to EventBridge without a function of CDK', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      VersioningConfiguration: { Status: 'Enabled' },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 90 } })]) },
    });
    template.resourceCountIs('Custom::S3BucketNotifications', 0);
  });

  test('of artifacts keep them longer than a rollback reaches back', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ Id: 'BeyondRollback', ExpirationInDays: 400 })]) },
    });
  });

  test('are emptied and removed with a sandbox, and kept otherwise', () => {
    template.resourceCountIs('Custom::S3AutoDeleteObjects', 3);
    retained.resourceCountIs('Custom::S3AutoDeleteObjects', 0);
    retained.allResources('AWS::S3::Bucket', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });
});

describe('notifications', () => {
  test('are encrypted with a key that rotates and that alarms of this account may use', () => {
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    template.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: 'AlarmsEncrypt',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Sid: 'AlarmsPublish', Action: 'sns:Publish', Principal: { Service: 'cloudwatch.amazonaws.com' } }),
        ]),
      },
    });
  });

  test('reach the configured addresses', () => {
    template.resourceCountIs('AWS::SNS::Subscription', 0);
    retained.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'team@example.com' });
  });
});

test('both CodeDeploy applications have the names that the sample’s scripts and the pipeline use', () => {
  template.hasResourceProperties('AWS::CodeDeploy::Application', { ApplicationName: 'unbreakable-sample', ComputePlatform: 'Server' });
  template.hasResourceProperties('AWS::CodeDeploy::Application', { ApplicationName: 'unbreakable-load-test', ComputePlatform: 'Server' });
});

test('people find the bucket and the topic among the outputs', () => {
  template.hasOutput('SourceBucketName', {});
  template.hasOutput('NotificationsTopicArn', {});
});
