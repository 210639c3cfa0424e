import { Lifetime } from '../../../rehearsal/services/lifetime';
import { FakeCloud, ManualClock } from '../support/fake-cloud';

const start = () => {
  const clock = new ManualClock();
  const cloud = new FakeCloud(clock);
  return { clock, cloud, lifetime: new Lifetime(cloud, 'thing') };
};

test('work sleeps in virtual time', async () => {
  const { clock, lifetime } = start();
  let woken = 0;
  lifetime.run('nap', async () => {
    await lifetime.sleep(60_000);
    woken = clock.now();
  });
  const before = clock.now();
  await clock.advance(61_000);
  expect(woken - before).toBe(60_000);
});

test('a stop ends sleeps, waits for the work and is no failure', async () => {
  const { cloud, lifetime } = start();
  let ended = false;
  lifetime.run('nap', async () => {
    await lifetime.sleep(60_000).finally(() => (ended = true));
  });
  await lifetime.stop();
  expect([ended, lifetime.stopped, cloud.failures]).toEqual([true, true, []]);
  await cloud.stop();
});

test('work that fails before the stop is reported', async () => {
  const { cloud, lifetime } = start();
  lifetime.run('trip', () => Promise.reject(new TypeError('oops')));
  await cloud.stop();
  expect(cloud.failures).toEqual([expect.objectContaining({ message: 'oops' })]);
});
