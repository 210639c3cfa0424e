/** What every resource type of the templates costs: by the month, by use, or nothing. */
import prices from './prices.json';

/** What is billed by use, and costs nothing while nothing happens. */
export type UseItem = keyof typeof prices.byUse;

/** Types that are counted by the month; count.ts says how. */
export const monthlyTypes: ReadonlySet<string> = new Set([
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::ECS::Service',
  'AWS::EC2::NatGateway',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::KMS::Key',
  'AWS::SecretsManager::Secret',
  'AWS::OpenSearchService::Domain',
  'AWS::DevOpsGuru::ResourceCollection',
]);

/** Types that are billed by use. */
export const byUse: Readonly<Record<string, UseItem>> = {
  'AWS::Lambda::Function': 'Lambda',
  'AWS::StepFunctions::StateMachine': 'Step Functions',
  'AWS::CodePipeline::Pipeline': 'CodePipeline',
  'AWS::CodeBuild::Project': 'CodeBuild',
  'AWS::DynamoDB::Table': 'DynamoDB',
  'AWS::S3::Bucket': 'S3',
  'AWS::SQS::Queue': 'SQS',
  'AWS::SNS::Topic': 'SNS',
  'AWS::ApiGatewayV2::Api': 'HTTP API',
  'AWS::Logs::LogGroup': 'CloudWatch Logs',
  'AWS::KinesisFirehose::DeliveryStream': 'Firehose',
  'AWS::Athena::WorkGroup': 'Athena',
  'AWS::ECR::Repository': 'ECR',
  'AWS::ApplicationSignals::ServiceLevelObjective': 'Application Signals',
};

/** Types, or whole services where they end with `::`, that cost nothing themselves. */
const free: readonly string[] = [
  'AWS::IAM::',
  'AWS::CodeDeploy::',
  'AWS::Events::',
  'AWS::SSM::',
  'AWS::Glue::',
  'AWS::CDK::',
  'Custom::',
  'AWS::CloudFormation::',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::Athena::NamedQuery',
  'AWS::DevOpsGuru::NotificationChannel',
  'AWS::DevOpsGuru::LogAnomalyDetectionIntegration',
  'AWS::EC2::VPC',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::EC2::Subnet',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::RouteTable',
  'AWS::EC2::Route',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::SecurityGroupEgress',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::EC2::LaunchTemplate',
  'AWS::ECS::Cluster',
  'AWS::ECS::TaskDefinition',
  'AWS::ElasticLoadBalancingV2::TargetGroup',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ElasticLoadBalancingV2::ListenerRule',
  'AWS::KMS::Alias',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Url',
  'AWS::Lambda::Version',
  'AWS::Logs::LogStream',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::Logs::ResourcePolicy',
  'AWS::Logs::SubscriptionFilter',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
];

/** How a type is billed; undefined for one that nobody has thought of. */
export function billing(type: string): 'month' | 'use' | 'free' | undefined {
  if (monthlyTypes.has(type)) return 'month';
  if (Object.hasOwn(byUse, type)) return 'use';
  return free.some((each) => (each.endsWith('::') ? type.startsWith(each) : type === each)) ? 'free' : undefined;
}
