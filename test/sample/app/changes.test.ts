import { startService, type TestService } from '../support/service';

describe('changes while the service runs', () => {
  let service: TestService;
  const start = async (environment: Record<string, string>) => {
    service = await startService({ environment });
  };
  afterEach(() => service.close());

  test.each(['/api/version?newBuildNumber=2', '/api/sleeptime?min=900'])('%s is refused unless the operator allows it', async (path) => {
    await start({});
    const { status, body } = await service.get(path);
    expect(status).toBe(403);
    expect(body).toContain('ALLOW_CHANGES=true');
    expect([service.app.build.build, service.app.sleepMilliseconds]).toEqual([1, 300]);
  });

  test('a new build number changes the behaviour and is logged as a warning', async () => {
    await start({ ALLOW_CHANGES: 'true' });
    const { body } = await service.get('/api/version?newBuildNumber=2');
    expect(JSON.parse(body)).toEqual({ build: 2, version: 'app-group-id-d1', environment: 'Staging' });
    expect(service.lines).toEqual([expect.objectContaining({ level: 'warning', message: 'Somebody changed the build', from: 1, to: 2 })]);
    expect((await service.get('/api/invoke')).status).toBe(200);
  });

  test.each(['9', '', '02', '-1', 'x'])('an unknown build number %p is refused with the known ones', async (number) => {
    await start({ ALLOW_CHANGES: 'true' });
    const { status, body } = await service.get(`/api/version?newBuildNumber=${number}`);
    expect(status).toBe(400);
    expect(JSON.parse(body)).toEqual({ error: 'unknown build', received: number, known: [0, 1, 2, 3, 4, 5] });
  });

  test('a new sleep time holds for the requests that follow', async () => {
    await start({ ALLOW_CHANGES: 'true' });
    await service.get('/api/sleeptime?min=900');
    await service.get('/api/invoke');
    expect(service.sleeps).toEqual([900]);
  });

  test.each(['-1', '5001', '1e3', 'x', ''])('a sleep time of %p is refused', async (min) => {
    await start({ ALLOW_CHANGES: 'true' });
    expect((await service.get(`/api/sleeptime?min=${min}`)).status).toBe(400);
    expect(service.app.sleepMilliseconds).toBe(300);
  });
});
