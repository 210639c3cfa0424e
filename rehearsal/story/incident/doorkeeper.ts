/**
 * What a person does about a locked stage, in a rehearsal where nobody is at the keyboard. A build that a lock keeps out
 * waits until healing has come to rest; then the stage is unlocked by the command that a person would type, and that is told.
 */
import { readEnvironments } from '../../../cli/pipeline/gate';
import type { Snapshot } from '../../../cli/pipeline/snapshot';
import { readTransitions, waitsBefore } from '../../../cli/pipeline/transitions';
import { unlock } from '../../../cli/unlock/command';
import type { Stage } from '../stage';

/** A person who lets waiting builds in. */
export interface Doorkeeper {
  /** The stage to release with: it is watched for builds that wait. */
  readonly stage: Stage;
  /** Resolves when nothing is being unlocked any more. @throws whatever went wrong about that */
  atRest(): Promise<void>;
}

/** Between the moment a person sees the lock and the moment they lift it, in virtual milliseconds. */
const hesitation = 60_000;

/** @param quiet resolves when healing is at work on nothing: who lets a build in before spoils its measurement */
export async function doorkeeper(stage: Stage, quiet: () => Promise<unknown>): Promise<Doorkeeper> {
  const doors = await lockable(stage);
  let opening: Promise<void> | undefined;
  let failure: unknown;
  const look = (snapshot: Snapshot): void => {
    const door = doors.find((name) => waitsBefore(snapshot, name));
    if (door === undefined || opening !== undefined) return;
    opening = letIn(stage, door, quiet)
      .catch((error: unknown) => (failure ??= error))
      .then(() => (opening = undefined));
  };
  return {
    stage: {
      ...stage,
      tell: (event) => {
        stage.tell(event);
        if (event.kind === 'snapshot') look(event.snapshot);
      },
    },
    atRest: async () => {
      await opening;
      if (failure !== undefined) throw failure;
    },
  };
}

/** Stages that a rollback locks. */
async function lockable({ clients, gate, structure }: Stage): Promise<readonly string[]> {
  const { environments } = await readEnvironments(clients, gate, structure.name);
  return Object.entries(environments).flatMap(([name, { rollback }]) => (rollback ? [name] : []));
}

async function letIn(stage: Stage, door: string, quiet: () => Promise<unknown>): Promise<void> {
  const { clients, clock, structure, tell } = stage;
  const [transition] = await readTransitions(clients, structure.name, [door]);
  if (transition === undefined || transition.open) return;
  tell({ kind: 'note', text: `The build waits before ${door}, which is locked: ${transition.reason}` });
  await quiet();
  await clock.sleep(hesitation);
  tell({ kind: 'note', text: `As a person would: unbreakable unlock ${structure.name} --stage ${door}` });
  for (const text of await unlock(clients, structure.name, door)) tell({ kind: 'note', text });
}
