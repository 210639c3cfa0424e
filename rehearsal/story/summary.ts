import { readEnvironments } from '../../cli/pipeline/gate';
import { readTransitions } from '../../cli/pipeline/transitions';
import type { Destination } from '../../lambda/contract/destination';
import type { CloudHost } from '../cloud/host';
import type { Line, SummaryLine } from './lines';
import { tallyAccessLogs, unreadAccessLogs } from './logging/access-log-tally';
import { lostLogs, tallyLogs } from './logging/log-tally';
import { problemsOf } from './problems';
import type { Receipt } from './receipt';
import { replayEvidence } from './replay';
import { buildAt } from './running';
import type { Stage } from './stage';
import { unusedStatements } from './unused-statements';

export interface SummaryRequest {
  readonly stage: Stage;
  readonly cloud: CloudHost;
  readonly lines: readonly Line[];
  readonly realSeconds: number;
}

/** The end of the story: which builds run, what was used, and whether all of it is in order. */
export async function summarize({ stage, cloud, lines, realSeconds }: SummaryRequest): Promise<SummaryLine> {
  const { environments } = await readEnvironments(stage.clients, stage.gate, stage.structure.name);
  const [stagingBuild, productionBuild, locked, replayed] = await Promise.all([
    runningBuild(stage, environments['Staging']?.deployment),
    runningBuild(stage, environments['Production']?.deployment),
    lockedStages(stage),
    replayEvidence(stage.clients.s3, stage.gate.evidenceBucket),
  ]);
  const logs = await tallyLogs(cloud);
  const accessLogs = await tallyAccessLogs(cloud);
  const receipt = receiptOf(cloud, replayed, realSeconds, stage.clock.settings.speed);
  const problems = [...problemsOf(lines, receipt, cloud.receipt().failures), ...lostLogs(logs), ...unreadAccessLogs(accessLogs)];
  const takenBack = takenBackIn(lines);
  const told = { ...(takenBack.length > 0 && { takenBack }), ...(logs && { logs }), ...(accessLogs && { accessLogs }) };
  return { type: 'summary', ok: problems.length === 0, stagingBuild, productionBuild, locked, problems, ...told, receipt };
}

const takenBackIn = (lines: readonly Line[]): NonNullable<SummaryLine['takenBack']> =>
  lines.flatMap((line) => (line.type === 'execution' && line.takenBack ? [{ build: line.build, ...line.takenBack }] : []));

const runningBuild = async (stage: Stage, destination: Destination | undefined): Promise<number | null> =>
  destination === undefined ? null : buildAt(stage, destination);

/** What a rollback has locked, and nobody has unlocked. */
async function lockedStages({ clients, structure }: Stage): Promise<SummaryLine['locked']> {
  const stages = structure.stages.slice(1).map(({ name }) => name);
  const transitions = await readTransitions(clients, structure.name, stages);
  return transitions.flatMap((transition) => (transition.open ? [] : [{ stage: transition.stage, reason: transition.reason }]));
}

function receiptOf(cloud: CloudHost, replayed: Receipt['replayed'], realSeconds: number, speed: number): Receipt {
  const receipt = cloud.receipt();
  const { operations, resourceTypes, features } = receipt.unsupported;
  return {
    calls: Object.fromEntries(
      Object.entries(receipt.sdkCalls).map(([service, counts]) => [service, Object.values(counts).reduce((sum, count) => sum + count, 0)]),
    ),
    denied: receipt.denied.map(({ principal, action, resource }) => ({ principal, action, resource })),
    unusedStatements: unusedStatements(cloud.unusedPermissions()),
    unsupported: [...operations, ...resourceTypes, ...features],
    replayed,
    virtualMinutes: Math.round((realSeconds * speed) / 60),
    realSeconds: Math.round(realSeconds),
    speed,
  };
}
