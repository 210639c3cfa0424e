/**
 * Who may be in a stage: the stage lock, the queue before it and its inbound transition. Pure.
 *
 * An execution arrives at a door and enters once the transition is enabled and the stage is free. In SUPERSEDED mode a
 * newer arrival takes the place of the one that waits; in QUEUED mode arrivals wait in their order. An execution that
 * is inside, be it at an approval, is never superseded.
 */
import type { ExecutionMode } from './model';

export interface Door {
  readonly enabled: boolean;
  readonly occupant?: string;
  readonly waiting: readonly string[];
}

export interface Moved {
  readonly door: Door;
  /** The execution that may enter now. */
  readonly entered?: string;
  /** Executions that a newer one replaced. */
  readonly superseded: readonly string[];
}

export const openDoor: Door = { enabled: true, waiting: [] };

export const arrive = (mode: ExecutionMode, door: Door, id: string): Moved => {
  const superseded = mode === 'SUPERSEDED' ? door.waiting : [];
  const waiting = mode === 'SUPERSEDED' ? [id] : [...door.waiting, id];
  return { ...admit({ ...door, waiting }), superseded };
};

/** The occupant has left, whatever became of it. */
export const leave = (door: Door): Moved => {
  const { occupant: _, ...empty } = door;
  return admit(empty);
};

/** A waiting execution was stopped. */
export const withdraw = (door: Door, id: string): Moved => admit({ ...door, waiting: door.waiting.filter((other) => other !== id) });

/** The inbound transition was enabled or disabled. */
export const setEnabled = (door: Door, enabled: boolean): Moved => admit({ ...door, enabled });

/** A failed execution takes its stage again, past the queue. Undefined where another one is inside. */
export const reenter = (door: Door, id: string): Door | undefined => (door.occupant === undefined ? { ...door, occupant: id } : undefined);

const admit = (door: Door): Moved => {
  const [first, ...rest] = door.waiting;
  if (!door.enabled || door.occupant !== undefined || first === undefined) return { door, superseded: [] };
  return { door: { ...door, occupant: first, waiting: rest }, entered: first, superseded: [] };
};
