import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { ResourceProvider } from '../../cloud/service';
import { flag, numeric, parseProperties, refuse, text } from '../input';
import type { Stage } from './api';
import { shortId, type Apis } from './apis';
import { parseRouteKey } from './route';
import { tokenBucket } from './throttle';

const apiProperties = v.object({ Name: text, ProtocolType: v.literal('HTTP', 'only HTTP APIs are rehearsed') });

/** AWS::ApiGatewayV2::Api, which listens from then on. */
export const apiResource =
  (apis: Apis): ResourceProvider =>
  async (request) => {
    for (const property of ['Body', 'BodyS3Location', 'CorsConfiguration', 'Target'])
      if (property in request.properties) refuse(request, property, 'give the API routes and integrations of its own');
    parseProperties(apiProperties, request);
    const { id, endpoint } = await apis.start(request);
    return { ref: id, attributes: { ApiEndpoint: endpoint, ApiId: id } };
  };

const integrationProperties = v.object({
  ApiId: text,
  IntegrationType: v.literal('AWS_PROXY', 'only AWS_PROXY integrations are rehearsed'),
  IntegrationUri: v.pipe(text, v.regex(/^arn:[\w-]+:lambda:/, 'only functions are rehearsed as integrations')),
  PayloadFormatVersion: v.literal('2.0', 'only payload format 2.0 is rehearsed'),
  TimeoutInMillis: v.optional(v.pipe(numeric, v.minValue(50), v.maxValue(30_000)), 30_000),
});

/** AWS::ApiGatewayV2::Integration. */
export const integrationResource =
  (apis: Apis): ResourceProvider =>
  (request) => {
    const given = parseProperties(integrationProperties, request);
    const id = shortId(request, 7);
    apis.find(given.ApiId).integrations.set(id, { functionArn: given.IntegrationUri, timeoutMilliseconds: given.TimeoutInMillis });
    return { ref: id, attributes: { IntegrationId: id } };
  };

const routeProperties = v.object({
  ApiId: text,
  RouteKey: text,
  Target: v.pipe(text, v.startsWith('integrations/')),
  AuthorizationType: v.optional(v.literal('NONE', 'authorizers are not rehearsed'), 'NONE'),
});

/** AWS::ApiGatewayV2::Route. */
export const routeResource =
  (apis: Apis): ResourceProvider =>
  (request) => {
    const given = parseProperties(routeProperties, request);
    const api = apis.find(given.ApiId);
    const pattern = parseRouteKey(given.RouteKey);
    if (pattern === undefined)
      throw new AwsError('BadRequestException', `The provided route key is not formatted properly: ${given.RouteKey}`);
    const integration = api.integrations.get(given.Target.replace('integrations/', ''));
    if (integration === undefined)
      throw new AwsError('NotFoundException', `Invalid integration identifier specified: ${given.Target}`, 404);
    if (api.routes.some(({ key }) => key === given.RouteKey))
      throw new AwsError('ConflictException', `Route with key ${given.RouteKey} already exists for this API`, 409);
    api.routes.push({ key: given.RouteKey, pattern, ...integration });
    const id = shortId(request, 7);
    return { ref: id, attributes: { RouteId: id } };
  };

const stageProperties = v.object({
  ApiId: text,
  StageName: v.literal('$default', 'only the $default stage is rehearsed'),
  AutoDeploy: v.optional(flag, false),
  DefaultRouteSettings: v.optional(v.object({ ThrottlingRateLimit: v.optional(numeric), ThrottlingBurstLimit: v.optional(numeric) })),
  AccessLogSettings: v.optional(
    v.object({ DestinationArn: v.pipe(text, v.regex(/:log-group:/, 'only log groups are rehearsed')), Format: text }),
  ),
});

type StageProperties = v.InferOutput<typeof stageProperties>;

/** A rate without a burst, or the reverse, takes the account's limits: 10,000 a second, 5,000 at once. */
const throttleOf = ({ DefaultRouteSettings: settings }: StageProperties, now: number): Stage['throttle'] =>
  settings === undefined ? undefined : tokenBucket(settings.ThrottlingRateLimit ?? 10_000, settings.ThrottlingBurstLimit ?? 5_000, now);

const accessLogOf = ({ AccessLogSettings: settings }: StageProperties): Stage['accessLog'] =>
  settings === undefined
    ? undefined
    : { group: settings.DestinationArn.replace(/^.*:log-group:/, '').replace(/:\*$/, ''), format: settings.Format };

/** AWS::ApiGatewayV2::Stage; from then on requests are answered. */
export const stageResource =
  (cloud: Cloud, apis: Apis): ResourceProvider =>
  (request) => {
    const given = parseProperties(stageProperties, request);
    if (!given.AutoDeploy) refuse(request, 'a stage without AutoDeploy', 'set AutoDeploy');
    apis.find(given.ApiId).stage = { throttle: throttleOf(given, cloud.clock.now()), accessLog: accessLogOf(given) };
    return { ref: given.StageName, attributes: {} };
  };
