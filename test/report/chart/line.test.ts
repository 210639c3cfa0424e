import * as fc from 'fast-check';
import { drawLine, gapsIn } from '../../../lambda/report/chart/line';

test.each<[string, (number | null)[], { from: number; to: number }[]]>([
  ['nothing', [], []],
  ['no gap', [1, 2], []],
  ['a gap at the start', [null, 1], [{ from: 0, to: 1 }]],
  ['a gap at the end', [1, null, null], [{ from: 1, to: 3 }]],
  [
    'two gaps',
    [1, null, 2, null, null, 3],
    [
      { from: 1, to: 2 },
      { from: 3, to: 5 },
    ],
  ],
  ['nothing but a gap', [null, null], [{ from: 0, to: 2 }]],
])('finds %s', (_, values, gaps) => {
  expect(gapsIn(values)).toEqual(gaps);
});

test('gaps cover exactly the missing points', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(), { freq: 2 })), (values) => {
      const covered = gapsIn(values).flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index));
      expect(covered).toEqual(values.flatMap((value, index) => (value === null ? [index] : [])));
    }),
  );
});

test('breaks the line where a point is missing, and keeps a lonely point visible', () => {
  const dots = Array.from({ length: 100 }, (_, index) => (index === 49 || index === 51 ? null : { x: index, y: 1 }));
  const drawn = drawLine(dots);
  expect(drawn.path.match(/M/g)).toHaveLength(3);
  expect(drawn.dots).toEqual([{ x: 50, y: 1 }]);
  expect(drawLine(dots.slice(0, 10)).dots).toHaveLength(10);
});
