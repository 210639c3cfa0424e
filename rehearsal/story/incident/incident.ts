/**
 * An incident: a build that has passed its gates goes bad in production, and production heals itself.
 *
 * Build by build as always → wait until healing has answered → is production locked?
 */
import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { readEnvironments } from '../../../cli/pipeline/gate';
import { readHealing } from '../../../cli/pipeline/healing';
import { readTransitions } from '../../../cli/pipeline/transitions';
import { UserError } from '../../../cli/errors';
import type { PipelineEnvironment } from '../../../lambda/contract/pipeline-environments';
import type { CloudHost } from '../../cloud/host';
import type { Line } from '../lines';
import type { Stage } from '../stage';
import { listen, type Heard } from './healing-events';
import { monitorByDynatrace } from './monitoring';
import { healingLine, problemLine } from './remediation-line';

/** Who reports the problem: an alarm of the stacks, or a Dynatrace beside them (the alarm goes off as well). */
export type IncidentKind = 'alarm' | 'dynatrace';

/** How often the story looks whether healing has ended, in milliseconds of the machine. */
const lookEvery = 400;

/** How long healing may take from the end of the last release on, in virtual hours. */
const hoursToHeal = 4;

/** An incident that is being watched. */
export interface Incident {
  /** Waits until healing has answered, and tells what it did. @throws UserError when it never does. */
  untilHealed(): Promise<void>;
  /** Stops listening and monitoring. */
  stop(): Promise<void>;
}

/** Begins to listen, and to monitor where that is asked for. Call it before the first release. */
export async function watchIncident(stage: Stage, cloud: CloudHost, kind: IncidentKind): Promise<Incident> {
  const { environments } = await readEnvironments(stage.clients, stage.gate, stage.structure.name);
  const [place] = Object.entries(environments).filter(([, { rollback }]) => rollback);
  if (place === undefined) throw new UserError(`--incident: no environment of "${stage.structure.name}" rolls back, so there is nothing to heal.`);
  const queue: Heard[] = [];
  const unlisten = listen(cloud, (heard) => queue.push(heard));
  const unmonitor = kind === 'dynatrace' ? await monitorByDynatrace(stage, cloud, place[1]) : async () => undefined;
  return {
    untilHealed: () => untilHealed(stage, place, queue),
    stop: async () => {
      unlisten();
      await unmonitor();
    },
  };
}

async function untilHealed(stage: Stage, [environment]: readonly [string, PipelineEnvironment], queue: Heard[]): Promise<void> {
  stage.tell({ kind: 'phase', text: `${environment} serves load; healing watches` });
  const deadline = stage.clock.now() + hoursToHeal * 3_600_000;
  let end: Ending = 'open';
  // People are called about a rollback that did not help until one of them acts, so nobody waits for the end of that.
  while (end === 'open' || (end === 'settling' && (await isHealing(stage)))) {
    for (const heard of queue.splice(0)) end = (await tellHeard(stage, heard)) ?? end;
    stage.checkAlive();
    if (stage.clock.now() > deadline) throw new UserError(`${environment} was not healed within ${hoursToHeal} virtual hours.`, 1);
    await new Promise((resolve) => setTimeout(resolve, lookEvery));
  }
  for (const heard of queue.splice(0)) await tellHeard(stage, heard);
  await tellLock(stage, environment);
}

/** Whether healing is still at work on any problem. */
async function isHealing({ clients }: Stage): Promise<boolean> {
  const { stateMachineArn } = await readHealing(clients);
  const { executions = [] } = await clients.sfn.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }));
  return executions.length > 0;
}

/** How far the story of a rollback is. */
type Ending = 'open' | 'settling' | 'over';

/** Tells what was heard. @returns how far it brings the story; nothing where it does not. */
async function tellHeard(stage: Stage, heard: Heard): Promise<Ending | undefined> {
  const tellLine = (line: Line): void => stage.tell({ kind: 'line', line });
  const note = (text: string): void => stage.tell({ kind: 'note', text });
  switch (heard.kind) {
    case 'alarm':
      note(`Alarm ${heard.name}: ${heard.reason}`);
      return undefined;
    case 'started':
      note(`${heard.detail.environment} goes back from ${heard.detail.fromRelease} to ${heard.detail.toRelease}. ${heard.detail.reason}`);
      return undefined;
    case 'refused':
      tellLine(problemLine(heard.detail));
      return undefined;
    case 'ended':
      tellLine(await healingLine(stage, heard.detail));
      note(`The page of the problem: ${heard.detail.link}`);
      return heard.detail.outcome === 'succeeded' ? 'settling' : 'over';
  }
}

async function tellLock({ clients, structure, tell }: Stage, environment: string): Promise<void> {
  const [transition] = await readTransitions(clients, structure.name, [environment]);
  if (transition?.open === false) tell({ kind: 'note', text: `Promotions into ${environment} are locked: ${transition.reason}. A person lifts it: unbreakable unlock ${structure.name}` });
}
