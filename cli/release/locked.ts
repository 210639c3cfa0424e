import type { Clients } from '../pipeline/clients';
import type { Snapshot } from '../pipeline/snapshot';
import { readTransitions, waitsBefore } from '../pipeline/transitions';

/** Why a build waits before a locked stage, and how to let it in; `undefined` where it does not. */
export async function lockBefore(clients: Clients, pipeline: string, snapshot: Snapshot): Promise<string | undefined> {
  const stages = [...new Set(snapshot.actions.map(({ stage }) => stage))];
  const door = stages.find((stage) => waitsBefore(snapshot, stage));
  if (door === undefined) return undefined;
  const [transition] = await readTransitions(clients, pipeline, [door]);
  return transition === undefined || transition.open
    ? undefined
    : `It waits before ${door}, which is locked: ${transition.reason}\nLet it in, from another terminal: unbreakable unlock ${pipeline} --stage ${door}`;
}
