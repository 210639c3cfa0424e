import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { AwsError } from '../../../../rehearsal/cloud/aws-error';
import { apiGatewayService } from '../../../../rehearsal/services/api-gateway/api-gateway';
import { FakeCloud, ManualClock, eventually, virtualStart } from '../../support/fake-cloud';

const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:report';

let clock: ManualClock;
let cloud: FakeCloud;
let endpoint: string;
/** The API's id. */
let id: string;
let events: APIGatewayProxyEventV2[];
/** What the function answers. */
let answer: () => object;

const api = async (stage: object = {}, integration: object = {}) => {
  const created = await cloud.create('AWS::ApiGatewayV2::Api', { Name: 'Api', ProtocolType: 'HTTP' }, 'Api');
  id = created.ref;
  endpoint = String(created.attributes['ApiEndpoint']);
  const { ref } = await cloud.create('AWS::ApiGatewayV2::Integration', {
    ApiId: id,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: functionArn,
    PayloadFormatVersion: '2.0',
    ...integration,
  });
  for (const RouteKey of ['GET /validations/{id}', 'POST /validations/latest', 'ANY /validations/{proxy+}'])
    await cloud.create('AWS::ApiGatewayV2::Route', { ApiId: id, RouteKey, Target: `integrations/${ref}` });
  await cloud.create('AWS::ApiGatewayV2::Stage', { ApiId: id, StageName: '$default', AutoDeploy: true, ...stage });
};

const returns = (payload: unknown) => () => ({ StatusCode: 200, Payload: Buffer.from(JSON.stringify(payload)) });

beforeEach(() => {
  clock = new ManualClock();
  cloud = new FakeCloud(clock);
  events = [];
  answer = returns({ statusCode: 200, body: 'ok' });
  cloud.addRecorder('lambda', {
    Invoke: (input: { Payload: Uint8Array }) => {
      events.push(JSON.parse(Buffer.from(input.Payload).toString()) as APIGatewayProxyEventV2);
      return answer();
    },
  });
  cloud.addRecorder('logs', { CreateLogStream: () => ({}), PutLogEvents: () => ({}) });
  cloud.add(apiGatewayService());
});
afterEach(() => cloud.stop());

test('the function gets an event of format 2.0, with the path decoded', async () => {
  await api();
  const response = await fetch(`${endpoint}/validations/a%23Staging%231?expires=1&signature=ab%2Fc&tag=x&tag=y`, {
    headers: { cookie: 'a=1; b=2', 'X-Thing': 'T', 'user-agent': 'test' },
  });
  expect([response.status, await response.text()]).toEqual([200, 'ok']);
  expect(response.headers.get('date')).toBe(new Date(virtualStart).toUTCString());
  expect(events[0]).toMatchObject({
    version: '2.0',
    routeKey: 'GET /validations/{id}',
    rawPath: '/validations/a#Staging#1',
    rawQueryString: 'expires=1&signature=ab%2Fc&tag=x&tag=y',
    cookies: ['a=1', 'b=2'],
    headers: { 'x-thing': 'T' },
    queryStringParameters: { expires: '1', signature: 'ab/c', tag: 'x,y' },
    pathParameters: { id: 'a#Staging#1' },
    isBase64Encoded: false,
    requestContext: {
      accountId: '123456789012',
      apiId: id,
      http: { method: 'GET', path: '/validations/a#Staging#1', protocol: 'HTTP/1.1', userAgent: 'test' },
      routeKey: 'GET /validations/{id}',
      stage: '$default',
      time: '20/Nov/2026:09:00:00 +0000',
      timeEpoch: virtualStart,
    },
  });
  expect(events[0]!.headers).not.toHaveProperty('cookie');
  expect(cloud.callsTo('lambda', 'Invoke')[0]!.caller).toEqual({
    kind: 'service',
    name: 'apigateway.amazonaws.com',
    sourceArn: `arn:aws:execute-api:us-east-1:123456789012:${id}/$default/GET/validations/{id}`,
  });
});

test.each([
  ['text', 'application/json', '{"a":1}', { body: '{"a":1}', isBase64Encoded: false }],
  ['bytes', 'application/octet-stream', 'abc', { body: 'YWJj', isBase64Encoded: true }],
])('a body of %s', async (_what, type, body, expected) => {
  await api();
  await fetch(`${endpoint}/validations/latest`, { method: 'POST', body, headers: { 'content-type': type } });
  expect(events[0]).toMatchObject({ ...expected, routeKey: 'POST /validations/latest' });
});

test.each([
  [
    'status, headers and cookies',
    { statusCode: 302, headers: { Location: '/x', 'Content-Type': 'text/html' }, cookies: ['a=1', 'b=2'], body: '' },
    302,
    '',
    { location: '/x', 'content-type': 'text/html' },
  ],
  ['bytes', { statusCode: 200, body: 'YWJj', isBase64Encoded: true }, 200, 'abc', { 'content-type': 'text/plain;charset=utf-8' }],
  ['JSON without a status', { a: 1 }, 200, '{"a":1}', { 'content-type': 'application/json' }],
  ['a bare text', 'hello', 200, 'hello', { 'content-type': 'application/json' }],
  ['a bad status', { statusCode: 'fine' }, 500, '{"message":"Internal Server Error"}', {}],
])('an answer of %s', async (_what, payload, status, body, headers) => {
  await api();
  answer = returns(payload);
  const response = await fetch(`${endpoint}/validations/a`, { redirect: 'manual' });
  expect([response.status, await response.text()]).toEqual([status, body]);
  expect(Object.fromEntries(response.headers)).toMatchObject(headers);
  expect(response.headers.getSetCookie()).toEqual((payload as { cookies?: string[] }).cookies ?? []);
});

test.each([
  ['the function fails', () => ({ StatusCode: 200, FunctionError: 'Unhandled', Payload: Buffer.from('{"errorType":"Error"}') }), 500],
  [
    'the function may not be called',
    () => {
      throw new AwsError('AccessDeniedException', 'no', 403);
    },
    500,
  ],
  [
    'the function is throttled',
    () => {
      throw new AwsError('TooManyRequestsException', 'no', 429);
    },
    503,
  ],
] as const)('%s', async (_what, behaviour, status) => {
  await api();
  answer = behaviour;
  const response = await fetch(`${endpoint}/validations/a`);
  expect([response.status, Object.keys((await response.json()) as object)]).toEqual([status, ['message']]);
  expect(cloud.logged.join()).toContain('apigateway: GET GET /validations/{id}');
});

test('a function that takes too long is 503', async () => {
  await api({}, { TimeoutInMillis: 50 });
  answer = () => new Promise(() => undefined);
  expect((await fetch(`${endpoint}/validations/a`)).status).toBe(503);
});

test.each([
  ['no such route', '/nothing', {}, 404, 'Not Found'],
  ['a path that cannot be decoded', '/validations/%E0%A4%A', {}, 400, 'Bad Request'],
  [
    'more than ten megabytes',
    '/validations/latest',
    { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) },
    413,
    'Request Entity Too Large',
  ],
])('%s', async (_what, path, init, status, message) => {
  await api();
  const response = await fetch(`${endpoint}${path}`, init);
  expect([response.status, await response.json()]).toEqual([status, { message }]);
  expect(events).toEqual([]);
});

test('beyond the burst requests are throttled until virtual time brings new tokens', async () => {
  await api({ DefaultRouteSettings: { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 1 } });
  const statuses = async (count: number) => {
    const seen: number[] = [];
    for (let request = 0; request < count; request += 1) seen.push((await fetch(`${endpoint}/validations/a`)).status);
    return seen;
  };
  expect(await statuses(3)).toEqual([200, 200, 429]);
  await clock.advance(1000);
  expect(await statuses(2)).toEqual([200, 429]);
});

test('the access log has a line per request', async () => {
  await api({
    AccessLogSettings: {
      DestinationArn: 'arn:aws:logs:us-east-1:123456789012:log-group:access:*',
      Format: '{"route":"$context.routeKey","path":"$context.path","status":"$context.status","who":"$context.authorizer.claims"}',
    },
  });
  await fetch(`${endpoint}/validations/a%22b`);
  const [line] = await eventually(() =>
    cloud.callsTo('logs', 'PutLogEvents').length > 0 ? cloud.callsTo('logs', 'PutLogEvents') : undefined,
  );
  const [{ message }] = line!.input['logEvents'] as [{ message: string }];
  expect(line!.input['logGroupName']).toBe('access');
  expect(JSON.parse(message)).toEqual({ route: 'GET /validations/{id}', path: '/validations/a"b', status: '200', who: '-' });
});

test('a port in use is one clear sentence', async () => {
  const taken = createServer();
  taken.listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  cloud.add(apiGatewayService({ port }));
  await expect(api()).rejects.toThrow(
    `Port ${port} on 127.0.0.1, meant for the HTTP API, cannot be used (EADDRINUSE). Choose another port.`,
  );
  taken.close();
});

test.each([
  ['AWS::ApiGatewayV2::Api', { Name: 'x', ProtocolType: 'WEBSOCKET' }, /only HTTP APIs/],
  ['AWS::ApiGatewayV2::Api', { Name: 'x', ProtocolType: 'HTTP', CorsConfiguration: {} }, /CorsConfiguration is not rehearsed/],
  ['AWS::ApiGatewayV2::Integration', { ApiId: 'x', IntegrationType: 'HTTP_PROXY' }, /only AWS_PROXY/],
  ['AWS::ApiGatewayV2::Route', { ApiId: 'nowhere', RouteKey: 'GET /', Target: 'integrations/x' }, /Invalid API identifier/],
  [
    'AWS::ApiGatewayV2::Route',
    { ApiId: 'nowhere', RouteKey: 'GET /', Target: 'integrations/x', AuthorizationType: 'JWT' },
    /authorizers are not rehearsed/,
  ],
  ['AWS::ApiGatewayV2::Stage', { ApiId: 'x', StageName: 'prod', AutoDeploy: true }, /only the \$default stage/],
])('%s %j is refused', async (type, properties, message) => {
  await expect(cloud.create(type, properties)).rejects.toThrow(message);
});
