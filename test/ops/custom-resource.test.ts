import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { putAnswer } from '../../lambda/ops/custom-resource/answer.client';
import { runCustomResource, type CustomResource } from '../../lambda/ops/custom-resource/custom-resource';

const request = {
  RequestType: 'Create',
  ResponseURL: 'http://127.0.0.1:9/answer',
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'Thing',
  ResourceProperties: { ServiceToken: 'arn' },
};
const never = () => new Promise<void>(() => undefined);
const resource = (change: Partial<CustomResource> = {}): CustomResource => ({
  identify: () => 'thing',
  put: async () => undefined,
  remove: async () => undefined,
  ...change,
});
const failing = async () => Promise.reject(new Error('the domain is red'));

/** Runs a request; what CloudFormation was told. */
const run = async (event: unknown, change: Partial<CustomResource> = {}, deadline = never) => {
  const answers: unknown[] = [];
  const answer = async (_url: string, body: string) => void answers.push(JSON.parse(body));
  await runCustomResource(event, resource(change), { answer, deadline });
  return answers;
};

const place = { StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Thing' };

test.each([
  ['Create', {}, { Status: 'SUCCESS', PhysicalResourceId: 'thing' }],
  ['Create', { put: failing }, { Status: 'FAILED', PhysicalResourceId: 'request', Reason: 'the domain is red' }],
  ['Update', {}, { Status: 'SUCCESS', PhysicalResourceId: 'thing' }],
  ['Update', { put: failing }, { Status: 'FAILED', PhysicalResourceId: 'old', Reason: 'the domain is red' }],
  ['Delete', {}, { Status: 'SUCCESS', PhysicalResourceId: 'old' }],
  ['Delete', { remove: failing }, { Status: 'SUCCESS', PhysicalResourceId: 'old' }],
] as const)('%s, with %p, is answered once', async (RequestType, change, expected) => {
  const known = RequestType === 'Create' ? {} : { PhysicalResourceId: 'old' };
  expect(await run({ ...request, RequestType, ...known }, change)).toEqual([{ ...place, ...expected }]);
});

test('a function that runs out of time answers all the same', async () => {
  const [answer] = await run(request, { put: never }, async () => undefined);
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('ran out of time') as string });
});

test('a very long reason fits into an answer', async () => {
  const [answer] = await run(request, { put: async () => Promise.reject(new Error('x'.repeat(100_000))) });
  expect(JSON.stringify(answer).length).toBeLessThan(4096);
});

test.each([
  ['nothing', undefined],
  ['an empty event', {}],
  ['another type of request', { ...request, RequestType: 'Replace' }],
  ['an answer to nowhere', { ...request, ResponseURL: 'nowhere' }],
])('%s is no request', async (_, event) => {
  await expect(run(event)).rejects.toThrow(/Let only CloudFormation invoke this function/);
});

test('the answer is put again when it was not taken, and its address stays secret when it never is', async () => {
  const statuses = [500, 503, 200];
  const bodies: string[] = [];
  const server = createServer((incoming, response) => {
    void text(incoming).then((body) => {
      bodies.push(`${incoming.method} ${incoming.headers['content-type']} ${body}`);
      return response.writeHead(statuses.shift() ?? 403).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x?signature=secret`;
  const atOnce = async (): Promise<void> => undefined;
  await putAnswer(url, 'body', atOnce);
  expect(bodies).toEqual(Array.from({ length: 3 }, () => 'PUT  body'));
  server.closeAllConnections();
  server.close();
  await expect(putAnswer(url, 'body', atOnce)).rejects.toThrow(/^(?!.*secret).*did not take the answer/);
});
