import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Config } from '../config/config';
import { logRetention } from '../foundation/log-retention';
import { removalPolicy } from '../foundation/removal';
import { acknowledge } from '../nag/acknowledge';

/** Pages of the report. */
const paths = ['/validations/{id}', '/pipelines/{name}', '/problems/{id}'];

/** What is logged of a call: never the query, which holds the signature. */
const accessLogFields = {
  at: '$context.requestTime',
  requestId: '$context.requestId',
  from: '$context.identity.sourceIp',
  route: '$context.routeKey',
  path: '$context.path',
  status: '$context.status',
  bytes: '$context.responseLength',
  error: '$context.integrationErrorMessage',
};

/** The public address of the report. Every page asks for a signed link that expires. */
export class ReportApi extends Construct {
  private readonly api: HttpApi;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { description: 'Reports of the release gate', createDefaultStage: false });
    const accessLog = new LogGroup(this, 'AccessLog', { retention: logRetention(config), removalPolicy: removalPolicy(config) });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 10, burstLimit: 20 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
    acknowledge(this.api, {
      APIG4: 'The function checks the signature and the end of every link, so that a link in an email opens without an AWS login.',
    });
  }

  /** Without a trailing slash. */
  get url(): string {
    return this.api.apiEndpoint;
  }

  /** Lets a function answer all pages. */
  answerWith(handler: IFunction): void {
    const integration = new HttpLambdaIntegration('Report', handler);
    for (const path of paths) this.api.addRoutes({ path, methods: [HttpMethod.GET], integration });
  }
}
