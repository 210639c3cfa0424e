import { behaveLike, defineBuild, knownBuilds } from '../../sample/builds';
import { SampleError } from '../../sample/sample-error';

const good = { sleepFactor: 1, failureRate: 0 };

test('the shipped builds: 2 fails everywhere, 4 is slow and failing in production, 5 fails there after 25 minutes, the others are good', () => {
  expect(knownBuilds.map(({ build, behaviour }) => [build, behaviour])).toEqual([
    [0, {}],
    [1, {}],
    [2, { Staging: { ...good, failureRate: 0.5 }, Production: { ...good, failureRate: 0.5 } }],
    [3, {}],
    [4, { Production: { sleepFactor: 2, failureRate: 0.1 } }],
    [5, { Production: { ...good, failureRate: 0.5, afterMinutes: 25 } }],
  ]);
  expect(new Set(knownBuilds.map(({ colour }) => colour)).size).toBe(6);
});

test('an unknown build is one clear error with the known ones', () => {
  const error = errorOf(() => defineBuild(9));
  expect([error.code, error.message, error.fix]).toEqual([
    'UNKNOWN_BUILD',
    'There is no build 9 of the sample.',
    'Choose from the known builds: 0, 1, 2, 3, 4, 5.',
  ]);
});

test('behaviours can be swapped, and given to a build nobody knows', () => {
  const swapped = behaveLike({ 2: 3, 3: 2, 7: 4 });
  expect(defineBuild(2, swapped).behaviour).toEqual(defineBuild(3).behaviour);
  expect(defineBuild(3, swapped).behaviour).toEqual(defineBuild(2).behaviour);
  expect(defineBuild(7, swapped)).toMatchObject({ build: 7, behaviour: defineBuild(4).behaviour });
  expect(defineBuild(1, swapped)).toEqual(defineBuild(1));
  expect(errorOf(() => defineBuild(7, behaveLike({ 7: 8 }))).code).toBe('UNKNOWN_BUILD');
});

test.each([
  [1, { Staging: { sleepFactor: 1, failureRate: 1.5 } }, 'Build 1: behaviour.Staging.failureRate: received 1.5'],
  [1, { Staging: { sleepFactor: -1, failureRate: 0 } }, 'behaviour.Staging.sleepFactor: received -1'],
  [1, { Staging: { sleepFactor: Number.NaN, failureRate: 0 } }, 'behaviour.Staging.sleepFactor: received NaN'],
  [1, { Staging: { sleepFactor: 1, failureRate: 1, afterMinutes: -1 } }, 'behaviour.Staging.afterMinutes: received -1'],
  [1.5, {}, 'Build 1.5: build: received 1.5'],
])('build %d with behaviour %j is refused', (build, behaviour, message) => {
  const error = errorOf(() => defineBuild(build, () => behaviour));
  expect(error.code).toBe('BAD_DEFINITION');
  expect(error.message).toContain(message);
});

function errorOf(act: () => unknown): SampleError {
  try {
    act();
  } catch (error) {
    if (error instanceof SampleError) return error;
  }
  throw new TypeError('no SampleError was thrown');
}
