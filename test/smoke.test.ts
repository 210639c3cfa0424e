import { eventSource } from '../lambda/contract/environment';

test('the gate signs its events with a source that AWS does not reserve', () => {
  expect(eventSource).toBe('unbreakable.gate');
});
