import { PassThrough, Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { judgeStream } from '../../../cli/judge/command';
import { linesOf, type Line } from '../../../cli/judge/lines';
import { parseLine } from '../../../cli/judge/schema';

const good = (id: string): string =>
  JSON.stringify({
    id,
    metrics: [
      {
        id: 'latency',
        kind: 'level',
        allowedPercent: 15,
        candidate: { periodSeconds: 60, values: [1, 1, null, 1] },
        baseline: { periodSeconds: 60, values: [1, 1, 1, 1] },
      },
    ],
  });

const judge = async (input: string | Iterable<string>, sequential = false, json = true): Promise<{ clean: boolean; lines: string[] }> => {
  const output = new PassThrough({ highWaterMark: 64 });
  const [clean, out] = await Promise.all([
    judgeStream(Readable.from(typeof input === 'string' ? [input] : input), output, sequential, json).finally(() => output.end()),
    text(output),
  ]);
  return { clean, lines: out.trimEnd().split('\n') };
};

test('one verdict per line, in order', async () => {
  const { clean, lines } = await judge(`${good('a')}\n${good('b')}\n${good('c')}`);
  expect(clean).toBe(true);
  expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['a', 'b', 'c']);
});

test('a bad line becomes an error with its number, and the rest go on', async () => {
  const { clean, lines } = await judge(`${good('a')}\nnonsense\n\n{"id":"x"}\n${good('b')}\n`, true);
  expect(clean).toBe(false);
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { id: 'a' },
    { line: 2 },
    { line: 4, error: expect.stringContaining('metrics') },
    { id: 'b' },
  ]);
});

test('a person reads sentences', async () => {
  const { lines } = await judge(`${good('a')}\n[]\n`, false, false);
  expect(lines[0]).toBe('a: pass after 4 min');
  expect(lines[1]).toMatch(/^ {2}pass +latency \+0 % /);
  expect(lines[2]).toMatch(/^line 2: /);
});

test('lines may be cut anywhere, and need no line break at the end', async () => {
  const pieces = `${good('a')}\r\n${good('b')}`.split('');
  const { lines } = await judge(pieces);
  expect(lines).toHaveLength(2);
});

test('a line that is too long is named and skipped', async () => {
  const lines: Line[] = [];
  for await (const line of linesOf(Readable.from(['short\n', 'x'.repeat(30), 'x'.repeat(30), '\nnext']), 50)) lines.push(line);
  expect(lines).toEqual([
    { number: 1, text: 'short' },
    { number: 2, tooLong: true },
    { number: 3, text: 'next' },
  ]);
});

test.each([
  ['kind', '{"id":"a","metrics":[{"id":"m","kind":"lvel"}]}', 'metrics.0.kind: must have the kind "level" or "rate"'],
  ['role', good('a').replace('"kind"', '"role":"gurad","kind"'), 'metrics.0.role: must be "guard", "watch" or "info"'],
  ['text among the values', good('a').replace('null', '"1"'), 'metrics.0.candidate.values.2: must be a number'],
  [
    'a budget of nothing',
    good('a').replace('"metrics"', '"policy":{"falseRejects":0},"metrics"'),
    'policy.falseRejects: must be greater than 0',
  ],
  [
    'counts of different length',
    '{"id":"a","metrics":[{"id":"m","kind":"rate","candidate":{"periodSeconds":60,"numerator":[1],"denominator":[]}}]}',
    'metrics.0.candidate: must have as many numerators as denominators',
  ],
  ['metrics that are missing', '{"id":"a"}', 'metrics: is missing'],
  ['a candidate that is missing', '{"id":"a","metrics":[{"id":"m","kind":"level"}]}', 'metrics.0.candidate: is missing'],
  [
    'half of an earlier comparison',
    good('a').replace('"kind"', '"history":[{"candidate":{"periodSeconds":60,"values":[1]}}],"kind"'),
    'metrics.0.history.0.baseline: is missing',
  ],
  [
    'a budget in percent, as it was received',
    good('a').replace('"metrics"', '"policy":{"falseRejects":5},"metrics"'),
    'policy.falseRejects: must be at most 0.5 (5 % is 0.05); received 5',
  ],
  ['no object', '3', 'the case: must be an object with id, policy and metrics'],
])('names what is wrong: %s', (_, line, expected) => {
  const parsed = parseLine(line);
  expect(parsed.ok ? '' : parsed.error).toContain(expected);
});

test('defaults', () => {
  expect(parseLine(good('a'))).toMatchObject({
    ok: true,
    value: { policy: { rule: 'evidence', falseRejects: 0.05 }, metrics: [{ direction: 'upper', role: 'guard', history: [] }] },
  });
});

test('ten thousand lines are judged as they come: what was read and not yet written stays little', async () => {
  const count = 10_000;
  const line = `{"id":"x","metrics":[{"id":"m","kind":"level","upperLimit":2,"candidate":{"periodSeconds":60,"values":[1]}}]}\n`;
  let [read, written, most] = [0, 0, 0];
  const source = function* (): Generator<string> {
    for (; read < count; read += 1) {
      most = Math.max(most, read - written);
      yield line;
    }
  };
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written += chunk.toString().split('\n').length - 1;
      done();
    },
  });
  expect(await judgeStream(Readable.from(source()), output, false, true)).toBe(true);
  expect(written).toBe(count);
  expect(most).toBeLessThan(1000);
});
