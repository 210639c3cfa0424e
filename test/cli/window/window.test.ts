import { UserError } from '../../../cli/errors';
import { inWords, millisecondsOf } from '../../../cli/window/duration';
import { instantAt, parseInstant } from '../../../cli/window/instant';
import { windowOf, type WindowOptions } from '../../../cli/window/window';

const now = Date.UTC(2026, 10, 20, 10, 0, 30);
const minute = 60_000;

test.each([
  ['45s', 45_000],
  ['30m', 1_800_000],
  ['2h', 7_200_000],
  ['7d', 604_800_000],
  ['0m', 0],
  ['30', undefined],
  ['1.5h', undefined],
  ['-5m', undefined],
  ['5 m', undefined],
  ['', undefined],
])('the length %j is %d ms', (text, milliseconds) => {
  expect(millisecondsOf(text)).toBe(milliseconds);
});

test.each(['45s', '30m', '2h', '7d'])('%s is written as it was read', (text) => {
  expect(inWords(millisecondsOf(text)!)).toBe(text);
});

test.each([
  ['now', now],
  ['-2h', now - 7_200_000],
  ['+30m', now + 1_800_000],
  ['2026-11-20T10:00Z', Date.UTC(2026, 10, 20, 10)],
  ['2026-11-20T10:00', Date.UTC(2026, 10, 20, 10)],
  ['2026-11-20T10:00+02:00', Date.UTC(2026, 10, 20, 8)],
  ['2026-11-20', Date.UTC(2026, 10, 20)],
])('the time %s', (text, at) => {
  expect(instantAt(parseInstant(text), now)).toBe(at);
});

test.each(['yesterday', '10:00', '2026-13-40T10:00Z', '', '-2 weeks'])('%j is no time', (text) => {
  expect(() => parseInstant(text)).toThrow('expected a time such as');
});

const windowFrom = (options: Partial<Record<'from' | 'to', string>> & Partial<Omit<WindowOptions, 'from' | 'to'>>) => {
  const { from, to, ...more } = options;
  return windowOf(
    {
      wait: false,
      delay: 2 * minute,
      ...more,
      ...(from === undefined ? {} : { from: parseInstant(from) }),
      ...(to === undefined ? {} : { to: parseInstant(to) }),
    },
    now,
  );
};
const clock = ({ start, end }: { start: number; end: number }): string =>
  [start, end].map((at) => new Date(at).toISOString().slice(11, 16)).join('–');

test.each([
  ['nothing is the half hour of which metrics have arrived', {}, '09:28–09:58'],
  ['--last', { last: 60 * minute }, '08:58–09:58'],
  ['--last with --wait begins now', { last: 10 * minute, wait: true }, '10:01–10:11'],
  ['--from alone ends as late as metrics have arrived', { from: '2026-11-20T09:00:59Z' }, '09:00–09:58'],
  ['--from and --to, on whole minutes', { from: '-1h', to: '-30m' }, '09:00–09:30'],
  ['a window that goes on, with --wait', { from: '-10m', to: '+10m', wait: true }, '09:50–10:10'],
])('%s', (_, options, expected) => {
  expect(clock(windowFrom(options))).toBe(expected);
});

test.each([
  [{ from: '-1h', to: '+1h' }],
  [{ from: '-1h', to: '-2h' }],
  [{ from: '-1h', to: '-1h' }],
  [{ from: 'now' }],
  [{ to: 'now' }],
  [{ from: '-1h', last: minute }],
])('%j is no window', (options) => {
  expect(() => windowFrom(options)).toThrow(UserError);
});
