import { createServer } from 'node:http';
import { createDownstream } from '../../../sample/app/downstream';
import { behaveLike, defineBuild } from '../../../sample/builds';
import { close, listen, startService, type TestService } from '../support/service';

describe('/api/invoke', () => {
  let service: TestService;
  afterEach(() => service.close());

  // A request fails where chance (here 0.07 or 0.3) is below the failure rate; jitter is 0.9 + 0.2 · chance.
  test.each([
    [0, 'Staging', 0.07, 200, 300],
    [1, 'Staging', 0.07, 200, 300],
    [1, 'Production', 0.07, 200, 300],
    [2, 'Staging', 0.07, 500, 300],
    [2, 'Staging', 0.3, 500, 300],
    [2, 'Staging', 0.5, 200, 300],
    [2, 'Production', 0.3, 500, 300],
    [3, 'Staging', 0.07, 200, 300],
    [3, 'Production', 0.07, 200, 300],
    [4, 'Staging', 0.07, 200, 300],
    [4, 'Production', 0.07, 500, 600],
    [4, 'Production', 0.3, 200, 600],
    [4, 'Elsewhere', 0.07, 200, 300],
  ])('build %i in %s with chance %d answers %i after about %i ms', async (build, environment, chance, status, sleep) => {
    service = await startService({ build: defineBuild(build), environment: { ENVIRONMENT: environment }, random: () => chance });
    expect((await service.get('/api/invoke')).status).toBe(status);
    expect(service.sleeps[0]).toBeCloseTo(sleep * (0.9 + 0.2 * chance), 6);
    expect(service.recorded).toEqual([{ latency: 0, failed: status === 500 }]);
  });

  test.each([
    [{ 2: 3, 3: 2 }, 3, 500],
    [{ 2: 3, 3: 2 }, 2, 200],
    [{ 7: 4 }, 7, 500],
  ])('with behaviours %j build %i answers %i in production', async (examples, build, status) => {
    service = await startService({
      build: defineBuild(build, behaveLike(examples)),
      environment: { ENVIRONMENT: 'Production' },
      random: () => 0.05,
    });
    expect((await service.get('/api/invoke')).status).toBe(status);
  });

  test('a behaviour that begins after minutes begins then, counted from the start of the process', async () => {
    let now = Date.UTC(2026, 10, 20);
    const behaviour = { Production: { sleepFactor: 2, failureRate: 1, afterMinutes: 10 } };
    service = await startService({ build: defineBuild(7, () => behaviour), environment: { ENVIRONMENT: 'Production' }, now: () => now });
    const statuses: number[] = [];
    for (const minutes of [0, 9.99, 0.01, 100]) {
      now += minutes * 60_000;
      statuses.push((await service.get('/api/invoke')).status);
    }
    expect([statuses, service.sleeps]).toEqual([
      [200, 200, 500, 500],
      [300, 300, 600, 600],
    ]);
  });

  test.each([
    ['0', 200, 0],
    ['40', 200, 40],
    ['5000', 200, 5000],
  ])('?sleep=%s sleeps as asked', async (sleep, status, milliseconds) => {
    service = await startService();
    expect((await service.get(`/api/invoke?sleep=${sleep}`)).status).toBe(status);
    expect(service.sleeps).toEqual([milliseconds]);
  });

  test.each(['5001', '-1', '1.5', '', 'NaN', '99999999999'])('?sleep=%s is refused', async (sleep) => {
    service = await startService();
    const { status, body } = await service.get(`/api/invoke?sleep=${sleep}`);
    expect([status, service.sleeps]).toEqual([400, []]);
    expect(body).toContain('from 0 to 5000');
  });

  test('a sleep does not block other requests', async () => {
    let wake = () => {};
    const sleeping = new Promise<void>((resolve) => (wake = resolve));
    service = await startService({ sleep: () => sleeping });
    const invoked = service.get('/api/invoke');
    expect((await service.get('/api/version')).status).toBe(200);
    wake();
    expect((await invoked).status).toBe(200);
  });

  test('says that no downstream is configured, and calls no address of the request', async () => {
    const calls: string[] = [];
    const stranger = createServer((request, response) => {
      calls.push(request.url ?? '');
      response.end();
    });
    const address = await listen(stranger);
    service = await startService();
    const { status, body } = await service.get(`/api/invoke?url=${encodeURIComponent(address)}`);
    await close(stranger);
    expect([status, calls]).toEqual([200, []]);
    expect(body).toContain('"downstream":"none configured"');
  });

  test('an outbound error is a 502, and the service goes on', async () => {
    service = await startService({ downstream: createDownstream(new URL('http://127.0.0.1:1/')) });
    const { status, body } = await service.get('/api/invoke');
    expect([status, JSON.parse(body)]).toEqual([502, { error: 'the downstream service failed', downstream: 'ECONNREFUSED' }]);
    expect(service.lines).toEqual([expect.objectContaining({ message: 'Downstream call failed', outcome: 'ECONNREFUSED' })]);
    expect((await service.get('/api/version')).status).toBe(200);
  });
});
