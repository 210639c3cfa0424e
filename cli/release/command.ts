import { Command } from 'commander';
import { UserError } from '../errors';
import type { SetExitCode } from '../main';
import { connect, disconnect, type Clients } from '../pipeline/clients';
import { defaultPipeline } from '../pipeline/default-pipeline';
import { readGate } from '../pipeline/gate';
import { executionOf, newestExecution, uploadRelease } from '../pipeline/release';
import { settlementOf } from '../pipeline/settlement';
import { takeSnapshot } from '../pipeline/snapshot';
import { readStructure, type PipelineStructure } from '../pipeline/structure';
import { releaseFiles, type Companions } from './files';
import { lockBefore } from './locked';
import { told } from './told';

const examples = `
Examples:
  unbreakable release 3                                     build 3 of the sample application
  unbreakable release dist/app.zip --monspec monspec.json   your own bundle and monspec
  unbreakable release app.zip --no-follow                   upload, then leave
  unbreakable release --image REPOSITORY:TAG                an image that you have pushed, where the application runs on ECS

Exit code: 0 the build is in production (or uploaded, with --no-follow); 1 it was rejected, held or stopped on the way;
3 a file, a pipeline or a gate that cannot be used.`;

interface ReleaseOptions extends Companions {
  readonly pipeline: string;
  readonly follow: boolean;
}

/** `unbreakable release`: uploads a build and follows it through the pipeline. */
export const releaseCommand = (setExitCode: SetExitCode): Command =>
  new Command('release')
    .description('upload a build to the pipeline of this AWS account and follow it to its end')
    .argument('[file|build]', 'a zip with an appspec.yml, or the number of a build of the sample application')
    .option('--image <uri>', 'in place of a file: an image with its tag or digest, for a pipeline to ECS')
    .option('--pipeline <name>', 'name of the pipeline', defaultPipeline)
    .option('--tests <file>', 'a zip with the load test; without it the last one stays')
    .option('--monspec <file>', 'the monspec; without it the last one stays')
    .option('--no-follow', 'exit after the upload')
    .addHelpText('after', examples)
    .action(async (what: string | undefined, options: ReleaseOptions) => {
      const files = await releaseFiles(what, options);
      const clients = connect({});
      try {
        const structure = await readStructure(clients, options.pipeline);
        checkKind(structure, options);
        const before = await newestExecution(clients, options.pipeline);
        const revision = await uploadRelease(clients, structure, files);
        process.stdout.write(`Uploaded ${files.label} as version ${revision}.\n`);
        if (options.follow) setExitCode(await follow(clients, options.pipeline, revision, before));
      } finally {
        disconnect(clients);
      }
    });

/** Seconds between two looks at the pipeline; CodePipeline's own console looks about as often. */
const lookEverySeconds = 5;

/** By how much this machine's clock may be ahead of AWS's, waiting included, in milliseconds. */
const clockSkew = 3_600_000;

/** How long the upload may take to start an execution, in seconds. */
const startWithinSeconds = 120;

async function follow(clients: Clients, pipeline: string, revision: string, before: string | undefined): Promise<number> {
  const subject = {
    structure: await readStructure(clients, pipeline),
    gate: await readGate(clients),
    executionId: await started(clients, pipeline, revision, before),
    since: Date.now() - clockSkew,
  };
  let toldLock: string | undefined;
  const tell = told((text) => process.stdout.write(`${text}\n`));
  for (;;) {
    const snapshot = await takeSnapshot(clients, subject);
    tell(snapshot);
    const lock = await lockBefore(clients, pipeline, snapshot);
    if (lock !== undefined && lock !== toldLock) process.stdout.write(`${lock}\n`);
    toldLock = lock;
    const settlement = settlementOf(snapshot);
    if (settlement.kind === 'held') process.stdout.write('The gate holds: approve or reject in the console of CodePipeline.\n');
    if (settlement.kind !== 'open') return settlement.kind === 'ended' && settlement.status === 'Succeeded' ? 0 : 1;
    await pause(lookEverySeconds);
  }
}

async function started(clients: Clients, pipeline: string, revision: string, before: string | undefined): Promise<string> {
  for (let waited = 0; waited < startWithinSeconds; waited += lookEverySeconds) {
    const executionId = await executionOf(clients, pipeline, revision, before);
    if (executionId !== undefined) return executionId;
    await pause(lookEverySeconds);
  }
  throw new UserError(
    `The upload started no execution of "${pipeline}" within ${startWithinSeconds} s. Does the rule on the source bucket exist and is it enabled?`,
    1,
  );
}

/** What a pipeline's deploy actions cannot deploy would fail there, after minutes. */
function checkKind({ name, stages }: PipelineStructure, { image }: ReleaseOptions): void {
  const takesImages = stages.some(({ actions }) => actions.some(({ provider }) => provider === 'ECS'));
  if (takesImages === (image !== undefined)) return;
  throw new UserError(
    takesImages
      ? `Pipeline "${name}" deploys images to ECS. Push one (docs/compute.md) and release it with --image REPOSITORY:TAG.`
      : `Pipeline "${name}" deploys no images. Release a zip, or a build of the sample application, without --image.`,
  );
}

const pause = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
