import * as fc from 'fast-check';
import {
  arrive,
  leave,
  openDoor,
  reenter,
  setEnabled,
  withdraw,
  type Door,
  type Moved,
} from '../../../../rehearsal/services/codepipeline/door';

type Step = readonly ['arrive', string] | readonly ['leave'] | readonly ['withdraw', string] | readonly ['enable', boolean];

const apply = (mode: 'SUPERSEDED' | 'QUEUED', door: Door, step: Step): Moved => {
  switch (step[0]) {
    case 'arrive':
      return arrive(mode, door, step[1]);
    case 'leave':
      return leave(door);
    case 'withdraw':
      return withdraw(door, step[1]);
    case 'enable':
      return setEnabled(door, step[1]);
  }
};

const play = (mode: 'SUPERSEDED' | 'QUEUED', steps: readonly Step[]) => {
  let door = openDoor;
  const entered: string[] = [];
  const superseded: string[] = [];
  for (const step of steps) {
    const moved = apply(mode, door, step);
    door = moved.door;
    if (moved.entered !== undefined) entered.push(moved.entered);
    superseded.push(...moved.superseded);
  }
  return { door, entered, superseded };
};

const [a, b, c] = [
  ['arrive', 'a'],
  ['arrive', 'b'],
  ['arrive', 'c'],
] as const;

test.each<[string, 'SUPERSEDED' | 'QUEUED', readonly Step[], readonly string[], readonly string[], readonly string[]]>([
  ['a free stage is entered', 'SUPERSEDED', [a], ['a'], [], []],
  ['the one inside is not superseded', 'SUPERSEDED', [a, b], ['a'], [], ['b']],
  ['the one that waits is', 'SUPERSEDED', [a, b, c], ['a'], ['b'], ['c']],
  ['the newest enters next', 'SUPERSEDED', [a, b, c, ['leave']], ['a', 'c'], ['b'], []],
  ['in a queue nobody is superseded', 'QUEUED', [a, b, c], ['a'], [], ['b', 'c']],
  ['the queue keeps its order', 'QUEUED', [a, b, c, ['leave'], ['leave']], ['a', 'b', 'c'], [], []],
  ['a disabled transition holds executions', 'SUPERSEDED', [['enable', false], a], [], [], ['a']],
  ['even though the stage is free a newer one supersedes there', 'SUPERSEDED', [['enable', false], a, b], [], ['a'], ['b']],
  ['enabling lets the one that waits in', 'SUPERSEDED', [['enable', false], a, ['enable', true]], ['a'], [], []],
  ['a stopped execution makes way', 'QUEUED', [a, b, c, ['withdraw', 'b'], ['leave']], ['a', 'c'], [], []],
])('%s (%s)', (_, mode, steps, entered, superseded, waiting) => {
  const result = play(mode, steps);
  expect(result.entered).toEqual(entered);
  expect(result.superseded).toEqual(superseded);
  expect(result.door.waiting).toEqual(waiting);
});

test('a failed execution takes an empty stage again, but no occupied one', () => {
  expect(reenter(openDoor, 'a')).toMatchObject({ occupant: 'a' });
  expect(reenter({ ...openDoor, occupant: 'b' }, 'a')).toBeUndefined();
});

test('nobody is lost: each execution is inside, has left, waits or was superseded or stopped', () => {
  const step = fc.oneof(
    fc.constant(['arrive'] as const),
    fc.constant(['leave'] as const),
    fc.boolean().map((on) => ['enable', on] as const),
  );
  fc.assert(
    fc.property(fc.constantFrom('SUPERSEDED' as const, 'QUEUED' as const), fc.array(step), (mode, steps) => {
      const named = steps.map((one, index): Step => (one[0] === 'arrive' ? ['arrive', String(index)] : one));
      const { door, entered, superseded } = play(mode, named);
      const arrived = named.filter(([kind]) => kind === 'arrive').map(([, id]) => String(id));
      expect([...entered, ...superseded, ...door.waiting].toSorted()).toEqual(arrived.toSorted());
      if (mode === 'SUPERSEDED') expect(door.waiting.length).toBeLessThanOrEqual(1);
      if (mode === 'QUEUED') expect(entered.map(Number)).toEqual(entered.map(Number).toSorted((x, y) => x - y));
    }),
  );
});
