import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { Stack } from 'aws-cdk-lib';
import { buildApp } from '../../lib/app';
import { parseConfig } from '../../lib/config/config';
import { closing } from '../../lib/insights/closing';
import { insights } from '../../lib/insights/insights-stack';
import { text } from './support/resolve';
import { testApp } from './support/synthesize';

interface Statement {
  readonly Effect: string;
  readonly Action: string;
  readonly Principal: Readonly<Record<string, unknown>>;
  readonly Condition: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const appOf = (config: unknown) => {
  const app = testApp();
  buildApp(app, parseConfig(config));
  return app;
};
const stackOf = (app: ReturnType<typeof appOf>, name: string): Stack => app.node.findChild(name) as Stack;

const byStacks = appOf({
  devopsGuru: { logAnomalies: true, severities: ['HIGH'], anotherTopicArn: 'arn:aws:sns:us-east-1:123456789012:pager' },
});
const template = Template.fromStack(stackOf(byStacks, 'UnbreakableInsights'));
const byTag = appOf({ devopsGuru: { coverage: { by: 'tag', key: 'DevOps-Guru-shop' } } });

test('there is no such stack unless it is asked for', () => {
  const app = testApp();
  expect(insights(app, 'UnbreakableInsights', parseConfig({}), {})).toBeUndefined();
  expect(app.node.children).toEqual([]);
});

test('the synth says once that the service is closing, with both dates', () => {
  const notices = Annotations.fromStack(stackOf(byStacks, 'UnbreakableInsights')).findInfo('*', Match.anyValue());
  expect(notices).toHaveLength(1);
  for (const date of Object.values(closing)) expect(notices[0]?.entry.data).toContain(date);
});

describe('coverage', () => {
  test('by stacks names both environments where nobody names others', () => {
    template.hasResourceProperties('AWS::DevOpsGuru::ResourceCollection', {
      ResourceCollectionFilter: { CloudFormation: { StackNames: ['UnbreakableStaging', 'UnbreakableProduction'] } },
    });
  });

  test('by tag names the key once, and both environments carry it; healing knows production by it', () => {
    Template.fromStack(stackOf(byTag, 'UnbreakableInsights')).hasResourceProperties('AWS::DevOpsGuru::ResourceCollection', {
      ResourceCollectionFilter: { Tags: [{ AppBoundaryKey: 'DevOps-Guru-shop', TagValues: ['Staging', 'Production'] }] },
    });
    Template.fromStack(stackOf(byTag, 'UnbreakableProduction')).hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Tags: Match.arrayWith([{ Key: 'DevOps-Guru-shop', Value: 'Production' }]),
    });
    const parameters = Template.fromStack(stackOf(byTag, 'UnbreakablePipeline')).findResources('AWS::SSM::Parameter');
    expect(text(Object.values(parameters).map(({ Properties }) => Properties['Value']))).toContain('DevOps-Guru-shop:Production');
  });
});

describe('the topic', () => {
  test('takes messages of exactly its channel, in exactly this account, and only over TLS', () => {
    const [channel] = Object.keys(template.findResources('AWS::DevOpsGuru::NotificationChannel')).filter((id) =>
      id.startsWith('InsightsChannel'),
    );
    const [policy] = Object.values(template.findResources('AWS::SNS::TopicPolicy'));
    const statements = policy?.['Properties']['PolicyDocument']['Statement'] as readonly Statement[];
    expect(statements.map(({ Effect }) => Effect)).toEqual(['Deny', 'Allow']);
    const [deny, allow] = statements;
    expect(deny?.Condition).toEqual({ Bool: { 'aws:SecureTransport': 'false' } });
    expect(text(allow?.Principal['Service'])).toBe('<AWS::Region>.devops-guru.amazonaws.com');
    expect(allow?.Action).toBe('sns:Publish');
    expect(text(allow?.Condition['StringEquals']?.['AWS:SourceAccount'])).toBe('<AWS::AccountId>');
    expect(text(allow?.Condition['StringEquals']?.['AWS:SourceArn'])).toBe(
      `arn:<AWS::Partition>:devops-guru:<AWS::Region>:<AWS::AccountId>:channel/<${channel}>`,
    );
  });

  test('is encrypted with a key that the service may use, and no more', () => {
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    template.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({ Sid: 'DevOpsGuruEncrypts', Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Effect: 'Allow' }),
        ]),
      },
    });
  });

  test('is reached by a channel with filters; a second channel leads to the topic of the team', () => {
    template.resourceCountIs('AWS::DevOpsGuru::NotificationChannel', 2);
    template.allResourcesProperties('AWS::DevOpsGuru::NotificationChannel', {
      Config: {
        Filters: { Severities: ['HIGH'], MessageTypes: ['NEW_INSIGHT', 'CLOSED_INSIGHT', 'SEVERITY_UPGRADED'] },
        Sns: { TopicArn: Match.anyValue() },
      },
    });
  });

  test('is heard by healing, which believes this topic alone; its events on the bus are heard, too', () => {
    const healing = Template.fromStack(stackOf(byStacks, 'UnbreakableHealing'));
    healing.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'sqs', TopicArn: Match.anyValue() });
    healing.hasResourceProperties('AWS::Events::Rule', { EventPattern: { source: ['aws.devops-guru'] } });
    const [intake] = Object.entries(healing.findResources('AWS::Lambda::Function')).filter(([id]) => id.includes('Intake'));
    expect(text(intake?.[1]['Properties']['Environment']['Variables']['DEVOPS_GURU_TOPIC_ARN'])).toContain('UnbreakableInsights');
  });
});

test('log anomalies are looked for only where that is asked for', () => {
  template.resourceCountIs('AWS::DevOpsGuru::LogAnomalyDetectionIntegration', 1);
  Template.fromStack(stackOf(byTag, 'UnbreakableInsights')).resourceCountIs('AWS::DevOpsGuru::LogAnomalyDetectionIntegration', 0);
});

test.each([
  ['a key that AWS refuses', { coverage: { by: 'tag', key: 'application' } }, /devopsGuru\.coverage.* must begin with devops-guru-/],
  ['no stack', { coverage: { by: 'stacks', names: [] } }, /must name at least one stack/],
  ['too many stacks', { coverage: { by: 'stacks', names: Array.from({ length: 1001 }, (_, at) => `Stack${at}`) } }, /at most 1000/],
  ['a FIFO topic', { anotherTopicArn: 'arn:aws:sns:us-east-1:123456789012:pager.fifo' }, /standard SNS topic/],
  ['no severity', { severities: [] }, /at least one severity/],
])('%s is refused, with the path and the fix', (_, devopsGuru, message) => {
  expect(() => parseConfig({ devopsGuru })).toThrow(message);
});

test('two topics that healing would have to believe are refused', () => {
  const healing = { devOpsGuruTopicArn: 'arn:aws:sns:us-east-1:123456789012:guru' };
  expect(() => parseConfig({ devopsGuru: {}, healing })).toThrow(/healing\.devOpsGuruTopicArn must stay away beside devopsGuru/);
});
