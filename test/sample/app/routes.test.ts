import { request } from 'node:http';
import { defineBuild } from '../../../sample/builds';
import { startService, type TestService } from '../support/service';

const attack = `<script>alert("x")</script>&'`;

describe('routes', () => {
  let service: TestService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service.close());

  test.each([
    ['/', 200],
    ['/health', 200],
    ['/api/invoke', 200],
    ['/api/echo?text=hello', 200],
    ['/api/login?username=you', 200],
    ['/api/version', 200],
    ['/api/sleeptime', 200],
    ['/api/causeerror', 200],
    ['/api/unknown', 404],
    ['/constructor', 404],
    ['/api/invoke/', 404],
  ])('%s answers %i', async (path, status) => {
    const reply = await service.get(path);
    expect(reply.status).toBe(status);
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('%s is refused', async (method) => {
    const reply = await service.get('/api/invoke', { method });
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect(service.sleeps).toEqual([]);
  });

  test('the page shows build, environment, version and the colour of the build', async () => {
    const { body, headers } = await service.get('/');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(body).toContain('<h1>Build 1</h1>');
    expect(body).toContain('Staging · version app-group-id-d1');
    expect(body).toContain(`background:${defineBuild(1).colour}`);
  });

  test.each([`/api/echo?text=`, `/api/login?username=`, `/api/invoke?sleep=`, '/api/version?newBuildNumber=', '/api/sleeptime?min=', '/?'])(
    'nothing that %s reflects is markup',
    async (path) => {
      const open = await startService({ environment: { ALLOW_CHANGES: 'true' } });
      const { body } = await open.get(path + encodeURIComponent(attack));
      await open.close();
      expect(body).not.toContain('<script');
      expect(body).not.toContain('&');
    },
  );

  test('the page escapes what the operator and the deployment supply', async () => {
    const odd = await startService({ environment: { ENVIRONMENT: attack, VERSION: attack } });
    const { body } = await odd.get('/');
    await odd.close();
    expect(body).not.toContain('<script>alert');
    expect(body).toContain('&#60;script&#62;alert(&#34;x&#34;)&#60;/script&#62;&#38;&#39;');
  });

  test('an echo is the text that was sent', async () => {
    const { body } = await service.get(`/api/echo?text=${encodeURIComponent(attack)}`);
    expect(JSON.parse(body)).toEqual({ text: attack });
  });

  test.each(['//', '/%', '/?%zz', '*', '/\\', 'http://elsewhere/'])('survives the request target %s', async (target) => {
    const port = Number(new URL(service.url).port);
    const status = await new Promise((resolve) => {
      request({ port, path: target, host: '127.0.0.1' }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    expect([200, 404]).toContain(status);
  });

  test('/api/causeerror writes an error to the log and succeeds', async () => {
    await service.get('/api/causeerror');
    expect(service.lines).toEqual([expect.objectContaining({ level: 'error', message: 'Somebody called /api/causeerror' })]);
  });

  test('a route that throws is a 500, a log line and a counted error', async () => {
    const broken = await startService({ sleep: () => Promise.reject(new TypeError('broken')) });
    const { status } = await broken.get('/api/invoke');
    await broken.close();
    expect(status).toBe(500);
    expect(broken.lines).toEqual([
      expect.objectContaining({ level: 'error', message: 'A request failed unexpectedly', error: 'TypeError' }),
    ]);
    expect(broken.recorded).toEqual([{ latency: 0, failed: true }]);
  });

  test('requests are counted, health checks are not, and every hundredth is logged', async () => {
    for (let i = 0; i < 100; i += 1) await service.get('/api/version');
    await service.get('/health');
    expect(service.recorded).toHaveLength(100);
    expect(service.lines).toEqual([expect.objectContaining({ level: 'info', message: 'Served 100 more requests', requests: 100 })]);
  });
});
