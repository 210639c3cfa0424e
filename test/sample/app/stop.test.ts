import { stop } from '../../../sample/app/stop';
import { startService } from '../support/service';

test('a stop finishes requests in flight, closes, flushes and says so', async () => {
  let wake = () => {};
  let entered = () => {};
  const asleep = new Promise<void>((resolve) => (entered = resolve));
  const sleeping = new Promise<void>((resolve) => (wake = resolve));
  const flushes: string[] = [];
  const service = await startService({
    sleep: () => {
      entered();
      return sleeping;
    },
    metrics: { record: () => undefined, flush: () => flushes.push('flush') },
  });
  const inFlight = service.get('/api/invoke');
  await asleep;

  const stopped = stop(service.app, service.server);
  await expect(service.get('/api/version')).rejects.toThrow('fetch failed');
  expect(flushes).toEqual([]);
  wake();
  const reply = await inFlight;
  await stopped;

  expect([reply.status, reply.headers.get('connection')]).toEqual([200, 'close']);
  expect(flushes).toEqual(['flush']);
  expect(service.lines).toEqual([expect.objectContaining({ message: 'Service has stopped' })]);
  await expect(stop(service.app, service.server)).resolves.toBeUndefined();
});

test('health is 503 from the moment the stop begins', async () => {
  const service = await startService();
  service.app.stopping = true;
  expect((await service.get('/health')).status).toBe(503);
  await service.close();
});
