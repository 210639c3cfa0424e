import { ValiError } from 'valibot';
import { balancerEvent, balancerReply } from '../../../../rehearsal/services/lambda/front/balancer-event';
import { predefinedTraffic } from '../../../../rehearsal/services/codedeploy/function/traffic';

test.each([
  ['/', '/', {}],
  ['/api/echo?text=a%20b&x=', '/api/echo', { text: 'a%20b', x: '' }],
  ['/a?one=1&one=2&bare', '/a', { one: '2', bare: '' }],
])('%s becomes the event of a load balancer', (url, path, queryStringParameters) => {
  expect(balancerEvent({ method: 'GET', url, headers: { accept: ['a', 'b'] as never, host: 'x' } }, '')).toEqual({
    requestContext: { elb: {} },
    httpMethod: 'GET',
    path,
    queryStringParameters,
    headers: { accept: 'a, b', host: 'x' },
    body: '',
    isBase64Encoded: false,
  });
});

test('an answer may be text or bytes', () => {
  expect(balancerReply({ statusCode: 201, headers: { 'x-count': 1 }, body: 'hé' })).toEqual({
    status: 201,
    headers: { 'x-count': '1' },
    body: Buffer.from('hé'),
  });
  expect(balancerReply({ statusCode: 200, body: 'aMOp', isBase64Encoded: true }).body).toEqual(Buffer.from('hé'));
});

test.each([[undefined], ['text'], [{}], [{ statusCode: '200' }], [{ statusCode: 99 }], [{ statusCode: 200, body: {} }]])(
  '%j is no answer: the load balancer says 502',
  (answer) => {
    expect(() => balancerReply(answer)).toThrow(ValiError);
  },
);

test('a configuration of CodeDeploy ends with everything on the new version, in the time that its name says', () => {
  const minutes = Object.fromEntries(
    predefinedTraffic.map(({ name, steps }) => [name, steps.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 60_000]),
  );
  expect(minutes).toMatchObject({
    'CodeDeployDefault.LambdaAllAtOnce': 0,
    'CodeDeployDefault.LambdaCanary10Percent5Minutes': 5,
    'CodeDeployDefault.LambdaLinear10PercentEvery1Minute': 9,
  });
  expect(predefinedTraffic.every(({ steps }) => steps.at(-1)?.share === 1)).toBe(true);
  expect(predefinedTraffic.flatMap(({ steps }) => steps).every(({ share }) => share > 0 && share <= 1)).toBe(true);
});
