import { createHandler, type BalancerReply } from '../../../sample/app/function';
import { defineBuild } from '../../../sample/builds';
import { startService, type TestService } from '../support/service';

describe('the sample as a function', () => {
  let service: TestService;
  afterEach(() => service.close());

  const asFunction = async (overrides: Parameters<typeof startService>[0] = {}) => {
    service = await startService(overrides);
    return createHandler(service.app);
  };
  const get = (path: string, queryStringParameters: Record<string, string> | null = null) => ({
    httpMethod: 'GET',
    path,
    queryStringParameters,
  });

  test.each<[string, string, Record<string, string> | null]>([
    ['/', '/', null],
    ['/api/version', '/api/version', null],
    ['/api/echo?text=a%20b', '/api/echo', { text: 'a%20b' }],
    ['/nowhere', '/nowhere', {}],
  ])('answers %s as the server does', async (url, path, query) => {
    const handle = await asFunction();
    const [reply, served] = [await handle(get(path, query)), await service.get(url)];
    expect([reply.statusCode, reply.body]).toEqual([served.status, served.body]);
    expect(reply).toMatchObject<Partial<BalancerReply>>({ isBase64Encoded: false });
    expect(reply.headers['content-type']).toBe(served.headers.get('content-type'));
  });

  test('behaves as its build does in its environment', async () => {
    const handle = await asFunction({ build: defineBuild(4), environment: { ENVIRONMENT: 'Production' }, random: () => 0.07 });
    expect((await handle(get('/api/invoke'))).statusCode).toBe(500);
    expect(service.recorded).toEqual([{ latency: 0, failed: true }]);
  });

  test('a route that throws is a 500, and the health check is not counted', async () => {
    const handle = await asFunction({ sleep: () => Promise.reject(new Error('no')) });
    expect((await handle(get('/api/invoke'))).statusCode).toBe(500);
    expect((await handle(get('/health'))).statusCode).toBe(200);
    expect(service.recorded).toHaveLength(1);
  });

  test('metrics are written by the first request after five seconds', async () => {
    let time = 0;
    let flushes = 0;
    const metrics = { record: () => undefined, flush: () => void (flushes += 1) };
    const handle = await asFunction({ elapsed: () => time, metrics });
    for (time of [1_000, 4_999, 5_000, 6_000, 10_000]) await handle(get('/api/version'));
    expect(flushes).toBe(2);
  });
});
