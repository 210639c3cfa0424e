import * as fc from 'fast-check';
import { formatDuration, formatSpan, formatTime, isoTime, relativeTime } from '../../../lambda/report/format/time';

const ten = Date.UTC(2026, 10, 20, 10, 5);
const minute = 60_000;

test.each([
  [ten, '20 Nov 2026, 10:05 UTC'],
  [ten + 12_400, '20 Nov 2026, 10:05:12 UTC'],
  [0, '1 Jan 1970, 00:00 UTC'],
  [Number.NaN, 'unknown time'],
  [9e15, 'unknown time'],
])('writes the instant %p as %s', (at, text) => {
  expect(formatTime(at)).toBe(text);
});

test.each([
  [ten, ten + 10 * minute, '20 Nov 2026, 10:05–10:15 UTC (10 min)'],
  [ten, ten + 14 * 60 * minute, '20 Nov 2026, 10:05 UTC to 21 Nov 2026, 00:05 UTC (14 h)'],
  [ten, Number.NaN, 'unknown times'],
])('writes the span %p to %p as %s', (start, end, text) => {
  expect(formatSpan(start, end)).toBe(text);
});

test.each([
  [0, '0 s'],
  [999, '1 s'],
  [90_000, '1 min 30 s'],
  [60 * minute, '1 h'],
  [60 * minute + 5_000, '1 h'],
  [26 * 60 * minute, '1 d 2 h'],
  [Infinity, 'unknown length'],
])('writes %p ms as %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

test.each([
  [ten, 'just now'],
  [ten - 3 * minute, '3 min ago'],
  [ten + 5 * minute, 'in 5 min'],
  [ten - 50 * 60 * minute, '2 d ago'],
  [Number.NaN, 'at an unknown time'],
])('tells how far %p is from now', (at, text) => {
  expect(relativeTime(at, ten)).toBe(text);
});

test('no number breaks a time', () => {
  fc.assert(
    fc.property(fc.double(), fc.double(), (one, other) => {
      const texts = [formatTime(one), formatSpan(one, other), formatDuration(one), relativeTime(one, other), isoTime(one) ?? ''];
      expect(texts.join(' ')).not.toMatch(/NaN|Infinity|undefined|Invalid/);
    }),
  );
});
