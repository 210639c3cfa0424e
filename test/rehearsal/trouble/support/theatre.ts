/** One rehearsed cloud with the service running in it, on which scenario after scenario is played. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironments } from '../../../../cli/pipeline/gate';
import { executionOf, type ReleaseFiles } from '../../../../cli/pipeline/release';
import { settlementOf } from '../../../../cli/pipeline/settlement';
import { takeSnapshot, type Snapshot } from '../../../../cli/pipeline/snapshot';
import { validationsOfPipeline } from '../../../../cli/pipeline/validations';
import type { PipelineEnvironments } from '../../../../lambda/contract/pipeline-environments';
import type { Validation } from '../../../../lambda/gate/validation';
import { startClock } from '../../../../rehearsal/clock/virtual-clock';
import type { CloudHost } from '../../../../rehearsal/cloud/host';
import type { CloudWatchService } from '../../../../rehearsal/services/cloudwatch/cloudwatch';
import type { MetricControl } from '../../../../rehearsal/services/cloudwatch/faults';
import type { EventControl } from '../../../../rehearsal/services/events/event-control';
import type { EventsService } from '../../../../rehearsal/services/events/events';
import { unlock } from '../../../../cli/unlock/command';
import { doorkeeper } from '../../../../rehearsal/story/incident/doorkeeper';
import { followBuild } from '../../../../rehearsal/story/follow-build';
import { letItRun } from '../../../../rehearsal/story/let-it-run';
import type { DecisionLine, ExecutionLine, Line } from '../../../../rehearsal/story/lines';
import { openStage } from '../../../../rehearsal/story/open-stage';
import type { Stage } from '../../../../rehearsal/story/stage';
import { startCloud } from '../../../../rehearsal/story/start-cloud';
import { bundleSample, type SampleBundle } from '../../../../sample/bundle';
import { bundleFolders, lighten, patchBundles, prepareApp, type Handler, type Sabotage } from './prepared-app';
import { waitFor } from './wait-for';

export interface TheatreOptions {
  readonly speed?: number;
  /** Whether build 0 runs in both environments before the first scenario. @default true */
  readonly running?: boolean;
  /** Whether somebody unlocks production for a build that waits: the gate's rollbacks lock it. @default true */
  readonly unlocks?: boolean;
}

/** What a scenario does while its build is on the way; called with every snapshot. */
export type During = (snapshot: Snapshot) => Promise<void> | void;

/** How a build ended. */
export interface Ending {
  readonly lines: readonly Line[];
  readonly execution: ExecutionLine;
  /** Records of this execution, oldest first, as they are in the table. */
  readonly validations: readonly Validation[];
  /** The decision line of a stage. */
  decision(stage: string): DecisionLine | undefined;
}

export class Theatre {
  private constructor(
    private readonly folder: string,
    private readonly app: string,
    readonly cloud: CloudHost,
    readonly stage: Stage,
    readonly bundle: SampleBundle,
    readonly environments: PipelineEnvironments['environments'],
    private readonly unlocks: boolean,
  ) {}

  /** Stands the stacks up; what it started is gone again when it throws. */
  static async open(options: TheatreOptions = {}): Promise<Theatre> {
    const folder = await mkdtemp(join(tmpdir(), 'trouble-'));
    try {
      return await Theatre.furnish(folder, options);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  private static async furnish(folder: string, { speed = 120, running = true, unlocks = true }: TheatreOptions): Promise<Theatre> {
    const [app, bundle] = await Promise.all([
      prepareApp(folder),
      bundleSample({ builds: [0, 1, 2, 3, 4], outDir: join(folder, 'builds') }),
    ]);
    lighten(app);
    patchBundles(app);
    const cloud = await startCloud({ app, clock: startClock(speed), directory: folder, port: 0 });
    const stage = await openStage(cloud, new AbortController().signal, () => undefined);
    if (running)
      await letItRun(stage, { Application: await readFile(join(folder, 'builds', 'app-0.zip')), Tests: await readFile(bundle.tests) }, 0);
    const { environments } = await readEnvironments(stage.clients, stage.gate, stage.structure.name);
    return new Theatre(folder, app, cloud, stage, bundle, environments, unlocks);
  }

  async close(): Promise<void> {
    this.stage.close();
    await this.cloud.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  get metrics(): MetricControl {
    return (this.cloud.services.get('monitoring') as CloudWatchService).control;
  }

  get events(): EventControl {
    return (this.cloud.services.get('events') as EventsService).control;
  }

  /** Dimensions of an environment's metrics. */
  dimensions(environment: string): Readonly<Record<string, string>> {
    return this.environments[environment]?.cloudwatch.dimensions ?? {};
  }

  /** The files of a build as the pipeline would get them, with what the scenario puts in their place. */
  async files(build: number, changed: Partial<ReleaseFiles> = {}): Promise<ReleaseFiles> {
    const [application, tests, monspec] = await Promise.all([
      readFile(join(this.folder, 'builds', `app-${build}.zip`)),
      readFile(this.bundle.tests),
      readFile(this.bundle.monspec),
    ]);
    return { label: `Build ${build}`, application, tests, monspec, ...changed };
  }

  /** Releases a build and follows it to its end. */
  async release(build: number, changed: Partial<ReleaseFiles> = {}, during: During = () => undefined): Promise<Ending> {
    const lines: Line[] = [];
    const acts: Promise<void>[] = [];
    const stage: Stage = {
      ...this.stage,
      tell: (event) => {
        if (event.kind === 'line') lines.push(event.line);
        if (event.kind === 'snapshot') acts.push(Promise.resolve(during(event.snapshot)));
      },
    };
    const keeper = this.unlocks ? await doorkeeper(stage, async () => undefined) : undefined;
    const execution = await followBuild(keeper?.stage ?? stage, build, await this.files(build, changed));
    await Promise.all([...acts, keeper?.atRest()]);
    return this.ending(execution, lines);
  }

  /** Waits for the end of a build that somebody uploaded, and of its gates' work. */
  async follow(revision: string, build: number): Promise<{ readonly executionId: string; readonly status: string }> {
    const { clients, structure, gate, ledger, applicationObject } = this.stage;
    if (this.unlocks) await unlock(clients, structure.name, undefined);
    await ledger.note(build, applicationObject);
    const executionId = await waitFor(() => executionOf(clients, structure.name, revision, undefined));
    return waitFor(async () => {
      const settlement = settlementOf(await takeSnapshot(clients, { structure, gate, executionId }));
      return settlement.kind === 'ended' ? { executionId, status: settlement.status } : undefined;
    });
  }

  /** Makes the bundle of a function misbehave from now on; the returned function mends it. */
  sabotage(handler: Handler, how: Sabotage): () => void {
    const file = join(bundleFolders(this.app).get(handler) ?? '', 'sabotage.json');
    writeFileSync(file, JSON.stringify(how));
    return () => rmSync(file, { force: true });
  }

  async validationsOf(executionId: string): Promise<readonly Validation[]> {
    const all = await validationsOfPipeline(this.stage.clients, this.stage.gate, this.stage.structure.name);
    return all.filter((validation) => validation.executionId === executionId);
  }

  private async ending(execution: ExecutionLine, lines: readonly Line[]): Promise<Ending> {
    return {
      lines,
      execution,
      validations: await this.validationsOf(execution.executionId),
      decision: (stage) => lines.find((line) => line.type === 'decision' && line.stage === stage) as DecisionLine | undefined,
    };
  }
}

/** Does something once, at the first snapshot that fits. */
export const once = (when: (snapshot: Snapshot) => boolean, act: (snapshot: Snapshot) => Promise<void> | void): During => {
  let done = false;
  return async (snapshot) => {
    if (done || !when(snapshot)) return;
    done = true;
    await act(snapshot);
  };
};

/** Whether a stage's gate has begun to measure. */
export const isMeasuring =
  (stage: string) =>
  ({ validations }: Snapshot): boolean =>
    validations.some((validation) => validation.stage === stage && validation.status === 'waiting');

/** Whether a stage's gate has taken at least so many looks. */
export const hasLooked =
  (stage: string, looks: number) =>
  ({ validations }: Snapshot): boolean =>
    validations.some((validation) => validation.stage === stage && (validation.lastLook?.number ?? 0) >= looks);

/** A fresh temporary folder that the caller removes. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'trouble-'));
