/**
 * What becomes of production beside the gates. Without an incident: whatever healing has begun is followed to its end.
 * With one: a build that has passed its gates goes bad in production, and production heals itself.
 */
import { readEnvironments } from '../../../cli/pipeline/gate';
import { readTransitions } from '../../../cli/pipeline/transitions';
import { UserError } from '../../../cli/errors';
import type { PipelineEnvironment } from '../../../lambda/contract/pipeline-environments';
import type { CloudHost } from '../../cloud/host';
import type { ReleaseFiles } from '../../../cli/pipeline/release';
import { followBuild } from '../follow-build';
import { cloudAt, placeOfEnvironment } from '../operators';
import type { ExecutionLine } from '../lines';
import type { Stage } from '../stage';
import { doorkeeper } from './doorkeeper';
import { HealingWatch } from './healing-watch';
import { monitorByDevOpsGuru } from './insights';
import { monitorByDynatrace } from './monitoring';

/** Who can report the problem: an alarm of the stacks, or a monitoring system beside them (the alarm goes off as well). */
export const incidentKinds = ['alarm', 'dynatrace', 'devops-guru'] as const;

/** Who reports it. */
export type IncidentKind = (typeof incidentKinds)[number];

/** How long healing may take after the last release, in virtual hours. */
const longest = { rest: 1, incident: 4 } as const;

/** Healing, as the story watches it. */
export interface HealingStory {
  /** Releases a build and follows it to its end. A person lets it into a stage that a rollback has locked. */
  release(build: number, files: ReleaseFiles): Promise<ExecutionLine>;
  /**
   * Follows healing to its end, and tells what it does.
   * @param releases how the releases ended
   * @throws UserError when an incident is not healed, or cannot happen.
   */
  toItsEnd(releases: readonly ExecutionLine[]): Promise<void>;
  /** Stops listening and monitoring. */
  stop(): Promise<void>;
}

/** Begins to listen, and to monitor where that is asked for. Call it before the first release. */
export async function watchHealing(stage: Stage, cloud: CloudHost, incident: IncidentKind | undefined): Promise<HealingStory> {
  if (incident === undefined) {
    // A bad build may raise alarms on its way to its gate, which are refused: nothing to tell.
    const watch = await HealingWatch.begin(stage, cloud, false);
    return {
      release: (build, files) => release(stage, watch, build, files),
      toItsEnd: async () => void (await watch.untilQuiet(longest.rest)),
      stop: async () => watch.stop(),
    };
  }
  const [environment, described] = await healedEnvironment(stage);
  const watch = await HealingWatch.begin(stage, cloud, true);
  const there = cloudAt(cloud, placeOfEnvironment(cloud, described.deployment.account));
  const unmonitor = await monitor(incident, stage, there, environment, described);
  return {
    release: (build, files) => release(stage, watch, build, files),
    toItsEnd: async (releases) => {
      requireReleased(releases);
      await untilHealed(stage, environment, watch);
    },
    stop: async () => {
      watch.stop();
      await unmonitor();
    },
  };
}

/** Sets up who reports, beside the alarms. @returns how to stop it. */
async function monitor(
  incident: IncidentKind,
  stage: Stage,
  cloud: CloudHost,
  environment: string,
  described: PipelineEnvironment,
): Promise<() => Promise<void>> {
  switch (incident) {
    case 'alarm':
      return async () => undefined;
    case 'dynatrace':
      return monitorByDynatrace(stage, cloud, described);
    case 'devops-guru':
      return monitorByDevOpsGuru(stage, cloud, environment, described);
  }
}

async function release(stage: Stage, watch: HealingWatch, build: number, files: ReleaseFiles): Promise<ExecutionLine> {
  const keeper = await doorkeeper(stage, () => watch.untilQuiet(longest.rest));
  const ended = await followBuild(keeper.stage, build, files);
  await keeper.atRest();
  return ended;
}

/** A build that never was in production cannot go bad there, and without a good one before it there is nothing to go back to. */
function requireReleased(releases: readonly ExecutionLine[]): void {
  const stopped = releases.find(({ status }) => status !== 'Succeeded');
  if (stopped === undefined) return;
  throw new UserError(
    `There is no incident to rehearse: build ${stopped.build} ended as ${stopped.status}${stopped.failure === null ? '' : ` (${stopped.failure})`} and all must reach production. On a busy machine response times rise; try again when it is idle.`,
    1,
  );
}

async function untilHealed(stage: Stage, environment: string, watch: HealingWatch): Promise<void> {
  stage.tell({ kind: 'phase', text: `${environment} serves load; healing watches` });
  await watch.untilRolledBack(longest.incident);
  await watch.untilQuiet(longest.rest);
  const { clients, structure, tell } = stage;
  const [transition] = await readTransitions(clients, structure.name, [environment]);
  if (transition?.open === false)
    tell({
      kind: 'note',
      text: `Promotions into ${environment} are locked until a person runs: unbreakable unlock ${structure.name}. The console shows: ${transition.reason}`,
    });
}

/** The environment that goes back by itself. @throws UserError when there is none. */
async function healedEnvironment({ clients, gate, structure }: Stage): Promise<readonly [string, PipelineEnvironment]> {
  const { environments } = await readEnvironments(clients, gate, structure.name);
  const found = Object.entries(environments).find(([, { rollback }]) => rollback);
  if (found === undefined)
    throw new UserError(`--incident: no environment of "${structure.name}" rolls back, so there is nothing to heal.`);
  return found;
}
