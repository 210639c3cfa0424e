import { detect, unwatched, type Change } from '../../../rehearsal/dynatrace/detection';

const minute = 60_000;

/** Failures of 100 requests, minute by minute; `null` = hardly any requests. */
const changes = (failures: readonly (number | null)[]): Change[] => {
  let detection = unwatched;
  return failures.map((failed, index) => {
    const seen = detect(detection, { start: index * minute, requests: failed === null ? 5 : 100, failures: failed ?? 5 });
    detection = seen.detection;
    return seen.change;
  });
};

const kinds = (failures: readonly (number | null)[]): string =>
  changes(failures)
    .map(({ kind }) => kind[0])
    .join('');

test.each([
  ['good minutes', [0, 0, 9, 9, 9], 'nnnnn'],
  ['one bad minute', [0, 50, 0, 50, 0], 'nnnnn'],
  ['two bad minutes in a row', [0, 10, 10, 10], 'nnon'],
  ['bad minutes around one without traffic', [0, 50, null, 50], 'nnno'],
  ['three good minutes end it', [50, 50, 0, 0, 0, 0], 'nonnrn'],
  ['two good minutes do not', [50, 50, 0, 0, 50, 0, 0, 0], 'nonnnnnr'],
  ['it can come again', [50, 50, 0, 0, 0, 50, 50], 'nonnrno'],
])('%s', (_what, failures, expected) => {
  expect(kinds(failures)).toBe(expected);
});

test('a problem began with its first bad minute, and keeps its begin to the end', () => {
  expect(changes([0, 50, 50, 0, 0, 0])).toMatchObject([
    {},
    {},
    { kind: 'opened', since: minute },
    {},
    {},
    { kind: 'resolved', since: minute },
  ]);
});
