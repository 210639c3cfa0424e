import { openProgress, type Screen } from '../../../cli/evaluate/progress';

/** An error stream that keeps what is written; `screen` is what somebody sees of its last line. */
class Stream implements Screen {
  readonly written: string[] = [];

  constructor(readonly isTTY: boolean) {}

  write(text: string): boolean {
    this.written.push(text);
    return true;
  }

  get screen(): string {
    return this.written.join('').split('\r\u001b[2K').at(-1) ?? '';
  }
}

const open = (isTTY: boolean) => {
  const stream = new Stream(isTTY);
  return { stream, progress: openProgress(stream) };
};

beforeEach(() => jest.useFakeTimers({ now: 0 }));
afterEach(() => jest.useRealTimers());

test('what is under way is told at once, and then how long it has taken', () => {
  const { stream, progress } = open(true);
  progress.say('Fetching 2 signatures from cloudwatch');
  expect(stream.screen).toMatch(/^\S Fetching 2 signatures from cloudwatch$/);
  jest.advanceTimersByTime(3_100);
  expect(stream.screen).toMatch(/^\S Fetching 2 signatures from cloudwatch \(3 s\)$/);
  progress.end();
});

test('the sign turns while nothing else happens', () => {
  const { stream, progress } = open(true);
  progress.say('Waiting');
  jest.advanceTimersByTime(1_000);
  const signs = new Set(stream.written.map((text) => text.replace('\r\u001b[2K', '')[0]));
  expect(signs.size).toBeGreaterThan(5);
  progress.end();
});

test('a new text replaces the one before, and its time begins anew', () => {
  const { stream, progress } = open(true);
  progress.say('Replayed 24 of 48 validations');
  jest.advanceTimersByTime(5_000);
  progress.say('Replayed 48 of 48 validations');
  expect(stream.screen).toMatch(/^\S Replayed 48 of 48 validations$/);
  progress.end();
});

test('a cleared line stays empty until something is said', () => {
  const { stream, progress } = open(true);
  progress.say('Fetching');
  progress.clear();
  jest.advanceTimersByTime(2_000);
  expect(stream.screen).toBe('');
  progress.say('Waiting for the next look');
  expect(stream.screen).toContain('Waiting for the next look');
  progress.end();
});

test('the line is gone at the end, and nothing is written after it', () => {
  const { stream, progress } = open(true);
  progress.say('Fetching');
  progress.end();
  const written = stream.written.length;
  jest.advanceTimersByTime(10_000);
  expect([stream.screen, stream.written.length]).toEqual(['', written]);
  expect(jest.getTimerCount()).toBe(0);
});

test('what is no terminal is told nothing', () => {
  const { stream, progress } = open(false);
  progress.say('Fetching');
  jest.advanceTimersByTime(2_000);
  progress.clear();
  progress.end();
  expect(stream.written).toEqual([]);
});
