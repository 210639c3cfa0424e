import { adviceFor, isStrained, watchStrain } from '../../../rehearsal/story/strain';
import type { StoryEvent } from '../../../rehearsal/story/events';

test('a busy event loop is strain, a short pause is not', () => {
  expect([20, 150, 151, 900].map(isStrained)).toEqual([false, false, true, true]);
});

test('the advice names half the speed, and none below one', () => {
  expect(adviceFor(60)).toContain('or use --speed 30.');
  expect(adviceFor(1)).not.toContain('--speed');
});

test('says nothing on an idle machine, and nothing once it is stopped', async () => {
  const events: StoryEvent[] = [];
  const strain = watchStrain((event) => events.push(event), 60);
  await new Promise((resolve) => setTimeout(resolve, 50));
  strain.stop();
  expect(events).toEqual([]);
});
