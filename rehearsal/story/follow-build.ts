import { StopPipelineExecutionCommand } from '@aws-sdk/client-codepipeline';
import { executionOf, newestExecution, uploadRelease, type ReleaseFiles } from '../../cli/pipeline/release';
import { settlementOf, type Settlement } from '../../cli/pipeline/settlement';
import { takeSnapshot, type Snapshot } from '../../cli/pipeline/snapshot';
import { UserError } from '../../cli/errors';
import { deploymentsAtRest } from './deployments-at-rest';
import { executionLine, lineKey, newLines } from './lines-of-build';
import type { ExecutionLine } from './lines';
import type { Stage } from './stage';
import { takenBack } from './taken-back';

type Settled = Exclude<Settlement, { kind: 'open' }>;

/** How often the pipeline is looked at, in milliseconds of the machine: often enough for the eye. */
const lookEvery = 400;

/** How long one build may take, in virtual hours, before the rehearsal gives it up. */
const hoursPerBuild = 6;

/**
 * Releases a build and follows it until it comes to rest, telling what happens.
 * An execution that a gate holds is stopped there: nobody is at the keyboard to decide.
 */
export async function followBuild(stage: Stage, build: number, files: ReleaseFiles): Promise<ExecutionLine> {
  const { clock, clients, structure, gate, tell, ledger, series } = stage;
  tell({ kind: 'phase', text: `Releasing build ${build}` });
  await deploymentsAtRest(stage);
  const since = clock.now();
  const before = await newestExecution(clients, structure.name);
  const revision = await uploadRelease(clients, structure, files);
  await ledger.note(build, stage.applicationObject);

  const deadline = since + hoursPerBuild * 3_600_000;
  const executionId = await startedExecution(stage, { revision, before }, deadline);
  const written = new Set<string>();
  for (;;) {
    const snapshot = await takeSnapshot(clients, { structure, gate, executionId, since });
    tell({ kind: 'snapshot', build, snapshot, series: await series.of(snapshot.validations), virtualNow: clock.now() });
    const settlement = settlementOf(snapshot);
    for (const line of await newLines(snapshot, build, (of, account) => ledger.buildOf(of, account), written)) {
      written.add(lineKey(line));
      tell({ kind: 'line', line });
    }
    if (settlement.kind !== 'open') return endOf(stage, snapshot, await restLine(stage, snapshot, settlement, build));
    stage.checkAlive();
    if (clock.now() > deadline)
      throw new UserError(
        `Build ${build} came to no end within ${hoursPerBuild} virtual hours; the pipeline is at: ${position(snapshot)}.`,
        1,
      );
    await pause(lookEvery);
  }
}

async function startedExecution(
  stage: Stage,
  { revision, before }: { readonly revision: string; readonly before: string | undefined },
  deadline: number,
): Promise<string> {
  for (;;) {
    const executionId = await executionOf(stage.clients, stage.structure.name, revision, before);
    if (executionId !== undefined) return executionId;
    stage.checkAlive();
    if (stage.clock.now() > deadline)
      throw new UserError('The upload started no pipeline execution: does a rule watch the application object of the source bucket?', 1);
    await pause(lookEvery);
  }
}

/** The line of an execution that came to rest, and who took its build back where somebody did. */
async function restLine(stage: Stage, snapshot: Snapshot, settlement: Settled, build: number): Promise<ExecutionLine> {
  const line = executionLine(snapshot, settlement, build, stage.clock.now());
  const back = line.status === 'Failed' ? await takenBack(stage, build, snapshot) : undefined;
  return back === undefined ? line : { ...line, takenBack: back };
}

async function endOf({ clients, structure, tell }: Stage, snapshot: Snapshot, line: ExecutionLine): Promise<ExecutionLine> {
  if (line.status === 'Held') {
    await clients.codepipeline.send(
      new StopPipelineExecutionCommand({
        pipelineName: structure.name,
        pipelineExecutionId: snapshot.executionId,
        abandon: true,
        reason: 'The gate holds and nobody is there to decide: the rehearsal goes on.',
      }),
    );
  }
  tell({ kind: 'line', line });
  return line;
}

const position = (snapshot: Snapshot): string =>
  snapshot.actions
    .filter((action) => action.status === 'InProgress')
    .map((action) => `${action.stage}/${action.name}`)
    .join(', ') || 'between two stages';

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
