/**
 * The rehearsal: the pipeline on a laptop, from its own templates, with the bundles that would be deployed.
 *
 * Synthesize → start the cloud → create the stacks → bring build 0 into both environments → release build after build
 * and follow each to its end → until production has healed, where it must → receipt.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironments } from '../cli/pipeline/gate';
import type { ReleaseFiles } from '../cli/pipeline/release';
import { signedLink } from '../cli/pipeline/report-link';
import type { SampleBundle } from '../sample/bundle';
import type { Credentials } from './cloud/cloud';
import type { CloudHost } from './cloud/host';
import { startClock } from './clock/virtual-clock';
import { Breaker } from './story/breaker';
import { withDenials } from './story/denials';
import type { StoryEvent, Watcher } from './story/events';
import { watchHealing, type HealingStory, type IncidentKind } from './story/incident/incident';
import { checkPort } from './story/free-port';
import { letItRun } from './story/let-it-run';
import type { ExecutionLine, Line, SummaryLine } from './story/lines';
import { meantBad } from './story/meant-bad';
import { openStage } from './story/open-stage';
import { prepare } from './story/prepare';
import { startCloud } from './story/start-cloud';
import { watchStrain } from './story/strain';
import { releaseBundles, type ApplicationOf } from './story/release-bundles';
import { summarize } from './story/summary';

/** What to rehearse. */
export interface RehearsalRequest {
  /** Builds to release, in order. */
  readonly builds: readonly number[];
  /** build → the shipped build that it behaves like. @default every build behaves as shipped */
  readonly like?: Readonly<Record<number, number>>;
  /** Virtual seconds per second of the machine. */
  readonly speed: number;
  /** An assembly synthesized before; default: this project's, synthesized now. */
  readonly app?: string;
  /** Options in place of those of unbreakable.config.ts, where the app is synthesized now. */
  readonly config?: object;
  /** Port of the report on 127.0.0.1; 0 = any free one. */
  readonly port: number;
  /** Waits after the last release until production has gone bad and healed, reported so. @default it ends with the last release */
  readonly incident?: IncidentKind;
  /** Build that a person releases after the incident, as an urgent fix: promotions are locked then. @default none */
  readonly fix?: number;
  /** Ends the rehearsal early. */
  readonly signal: AbortSignal;
  /** Called before the first release with what breaks a running environment, for those who want to fool the gate. */
  readonly onReady?: (breaker: Breaker) => void;
}

/** A rehearsal that came to its end. */
export interface Rehearsal {
  readonly summary: SummaryLine;
  /** Signed address of the report. */
  readonly reportUrl: string;
  /** How the operator reaches the cloud, for other commands beside it. */
  readonly operator: { readonly endpoint: string; readonly region: string; readonly credentials: Credentials };
  /** Stops every process and removes every file of the run. */
  stop(): Promise<void>;
}

/** The build that both environments run before the first release. */
const buildBefore = 0;

/**
 * Rehearses the builds one after the other and tells what happens. What it started is stopped when it throws, and by
 * `stop` otherwise.
 * @throws UserError for what the person can mend: an unknown build, a broken app, a port in use.
 */
export async function rehearse(request: RehearsalRequest, tell: Watcher): Promise<Rehearsal> {
  await checkPort(request.port);
  const directory = await mkdtemp(join(tmpdir(), 'unbreakable-rehearsal-'));
  const stops: (() => Promise<unknown>)[] = [() => rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })];
  const stop = async (): Promise<void> => {
    for (const undo of stops.splice(0).toReversed()) await undo();
  };
  try {
    return { ...(await perform(request, directory, stops, tell)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function perform(
  request: RehearsalRequest,
  directory: string,
  stops: (() => Promise<unknown>)[],
  tell: Watcher,
): Promise<Omit<Rehearsal, 'stop'>> {
  const lines: Line[] = [];
  const told: Watcher = (event: StoryEvent) => {
    if (event.kind === 'line') lines.push(event.line);
    tell(event);
  };
  const realStart = performance.now();
  const strain = watchStrain(told, request.speed);
  stops.push(async () => strain.stop());

  told({ kind: 'phase', text: 'Synthesizing the stacks, building the bundles' });
  const { app, bundle } = await prepare({ ...request, builds: buildsOf(request) }, directory);

  told({ kind: 'phase', text: 'Creating the stacks' });
  const clock = startClock(request.speed);
  const cloud = await startCloud({ app, clock, directory, port: request.port });
  stops.push(() => cloud.stop());
  try {
    return await play(request, { cloud, bundle, lines, realStart, tell: told }, stops);
  } catch (error) {
    throw withDenials(error, cloud);
  } finally {
    strain.stop();
  }
}

/** What a rehearsal is played with. */
interface Theatre {
  readonly cloud: CloudHost;
  readonly bundle: SampleBundle;
  /** What has been told so far. */
  readonly lines: readonly Line[];
  /** When it began, in milliseconds of the machine's performance clock. */
  readonly realStart: number;
  readonly tell: Watcher;
}

async function play(
  request: RehearsalRequest,
  { cloud, bundle, lines, realStart, tell: told }: Theatre,
  stops: (() => Promise<unknown>)[],
): Promise<Omit<Rehearsal, 'stop'>> {
  const stage = await openStage(cloud, request.signal, told, meantBad(request.like));
  stops.push(async () => stage.close());
  stage.checkAlive();

  told({ kind: 'phase', text: `Deploying build ${buildBefore} to every environment` });
  const applicationOf = await releaseBundles(stage, cloud, bundle);
  await letItRun(stage, { Application: await applicationOf(buildBefore), Tests: await readFile(bundle.tests) }, buildBefore);
  const { environments } = await readEnvironments(stage.clients, stage.gate, stage.structure.name);
  request.onReady?.(new Breaker(cloud, environments));

  const healing = await watchHealing(stage, cloud, request.incident);
  stops.push(() => healing.stop());
  const ended: ExecutionLine[] = [];
  for (const build of request.builds) ended.push(await healing.release(build, await filesOf(bundle, applicationOf, build)));
  await healing.toItsEnd(ended);
  if (request.fix !== undefined) await releaseFix(healing, request.fix, await filesOf(bundle, applicationOf, request.fix), told);

  told({ kind: 'phase', text: 'Reading the receipt' });
  const summary = await summarize({ stage, cloud, lines, realSeconds: (performance.now() - realStart) / 1000 });
  told({ kind: 'line', line: summary });
  return {
    summary,
    reportUrl: await signedLink(stage.clients, stage.gate, { page: 'pipeline', id: stage.structure.name }, cloud.clock.now()),
    operator: { endpoint: cloud.endpoint, region: cloud.region, credentials: cloud.operator },
  };
}

const buildsOf = ({ builds, fix }: RehearsalRequest): readonly number[] => [
  ...new Set([buildBefore, ...builds, ...(fix === undefined ? [] : [fix])]),
];

/** docs/healing.md, "An urgent fix while production burns". */
async function releaseFix(healing: HealingStory, build: number, files: ReleaseFiles, tell: Watcher): Promise<void> {
  tell({ kind: 'note', text: `Urgent fix, as a person would: unbreakable release ${build}` });
  await healing.release(build, files);
}

async function filesOf(bundle: SampleBundle, applicationOf: ApplicationOf, build: number): Promise<ReleaseFiles> {
  const [application, tests, monspec] = await Promise.all([applicationOf(build), readFile(bundle.tests), readFile(bundle.monspec)]);
  return { label: `Build ${build}`, application, tests, monspec };
}
