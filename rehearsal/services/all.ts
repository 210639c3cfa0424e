/** Every stand-in of the rehearsal, as one list of factories. */
import { logIndexType } from '../../lambda/contract/logging';
import { runningImageType } from '../../lambda/contract/running-image';
import type { ServiceFactory } from '../cloud/service';
import { apiGatewayService } from './api-gateway/api-gateway';
import { athena } from './athena/athena';
import { autoscaling } from './autoscaling/autoscaling';
import { cloudWatchService } from './cloudwatch/cloudwatch';
import { codebuild } from './codebuild/codebuild';
import { codedeploy } from './codedeploy/codedeploy';
import { codepipeline } from './codepipeline/codepipeline';
import { customResources } from './custom-resources/custom-resources';
import { dynamodb } from './dynamodb/dynamodb';
import { ec2 } from './ec2/ec2';
import { ecr } from './ecr/ecr';
import { ecs } from './ecs/ecs';
import { eventsService } from './events/events';
import { firehoseService } from './firehose/firehose';
import { inert } from './inert/inert';
import { kms } from './kms/kms';
import { lambdaService } from './lambda/lambda';
import { loadBalancer } from './load-balancer/load-balancer';
import { logsService } from './logs/logs';
import { openSearchService } from './opensearch/opensearch';
import { s3 } from './s3/s3';
import { secretsManager } from './secrets-manager/secrets-manager';
import { sns } from './sns/sns';
import { sqs } from './sqs/sqs';
import { ssm } from './ssm/ssm';
import { stepFunctionsService } from './step-functions/step-functions';

export interface StackServicesOptions {
  /** Port on 127.0.0.1 of the first HTTP API; 0 = any free one. */
  readonly apiPort: number;
}

/** The services that the project's stacks are made of. */
export const stackServices = ({ apiPort }: StackServicesOptions): readonly ServiceFactory[] => [
  apiGatewayService({ port: apiPort }),
  athena,
  autoscaling,
  cloudWatchService,
  codebuild,
  codedeploy,
  codepipeline,
  customResources([logIndexType, runningImageType]),
  dynamodb,
  ec2,
  ecr,
  ecs,
  eventsService,
  firehoseService,
  inert,
  kms,
  lambdaService,
  loadBalancer,
  logsService,
  openSearchService,
  s3,
  secretsManager,
  sns,
  sqs,
  ssm,
  stepFunctionsService,
];
