import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { webhookReporters } from '../../lambda/contract/healing-environment';
import type { Config } from '../config/config';
import { logRetention } from '../foundation/log-retention';
import { removalPolicy } from '../foundation/removal';
import { acknowledge } from '../nag/acknowledge';

/** What is logged of a call: no header, no body, no query. */
const accessLogFields = {
  at: '$context.requestTime',
  requestId: '$context.requestId',
  from: '$context.identity.sourceIp',
  route: '$context.routeKey',
  status: '$context.status',
  error: '$context.integrationErrorMessage',
};

/** The public address of the webhooks, one route a reporter. */
export class WebhookApi extends Construct {
  private readonly api: HttpApi;

  constructor(scope: Construct, id: string, config: Config, handler: IFunction) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { description: 'Webhooks of reporters of problems', createDefaultStage: false });
    const accessLog = new LogGroup(this, 'AccessLog', { retention: logRetention(config), removalPolicy: removalPolicy(config) });
    const { webhooksPerSecond } = config.healing;
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: webhooksPerSecond, burstLimit: 2 * webhooksPerSecond },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
    acknowledge(this.api, { APIG4: 'The function verifies the sender over the raw body, which an authorizer does not get.' });
    const integration = new HttpLambdaIntegration('Webhook', handler);
    for (const reporter of webhookReporters) this.api.addRoutes({ path: `/hooks/${reporter}`, methods: [HttpMethod.POST], integration });
  }

  /** Below it every reporter has its own path. Without a trailing slash. */
  get url(): string {
    return `${this.api.apiEndpoint}/hooks`;
  }
}
