/** The stacks of this project in a rehearsed cloud, with a production that can be broken and healed over and over. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateDeploymentCommand, GetDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { GetPipelineCommand } from '@aws-sdk/client-codepipeline';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { readHealing } from '../../cli/pipeline/healing';
import { ValidationsTable } from '../../lambda/aws/validations.client';
import { healingPrefix } from '../../lambda/contract/healing-environment';
import type { HealingSettings } from '../../lambda/contract/healing-settings';
import type { BundleRevision } from '../../lambda/gate/revision';
import type { Validation } from '../../lambda/gate/validation';
import { startClock } from '../../rehearsal/clock/virtual-clock';
import type { CloudHost } from '../../rehearsal/cloud/host';
import { assembly } from '../../rehearsal/story/assembly';
import { letItRun } from '../../rehearsal/story/let-it-run';
import { openStage } from '../../rehearsal/story/open-stage';
import type { Stage } from '../../rehearsal/story/stage';
import { startCloud } from '../../rehearsal/story/start-cloud';
import { behaveLike } from '../../sample/builds';
import { bundleSample } from '../../sample/bundle';

/** What signs the generic webhook here. */
export const webhookSecret = 'benchmark-secret-of-the-webhook';

/** Healing acts by entity and time alone, at once and as often as asked: what is measured is the way, not the judge. */
const settings: HealingSettings = {
  environments: {
    Production: {
      mode: 'auto',
      actFrom: 'medium',
      cooldownMinutes: 0,
      perDay: 20,
      lockPromotions: false,
      verifyMinutes: 2,
      manyServices: { count: 100, minutes: 1 },
      match: { entities: ['shop'] },
    },
  },
};

const group = { applicationName: 'unbreakable-sample', deploymentGroupName: 'Production' };
const minute = 60_000;

/** A running world. */
export interface World {
  readonly cloud: CloudHost;
  readonly stage: Stage;
  readonly webhookUrl: string;
  /** Deploys a build that no gate has seen, and lets it run for two virtual minutes. */
  deployBad(round: number): Promise<void>;
  stop(): Promise<void>;
}

/** Builds with the behaviour of build 0: the one that passed, and a bad one per round; every bundle has other bytes. */
const passedBuild = 100;
const badBuild = (round: number): number => passedBuild + round;

/** Starts it: build 0 everywhere, and a validated build in production's history. */
export async function startWorld(speed: number, rounds: number): Promise<World> {
  const builds = Array.from({ length: rounds + 1 }, (_, round) => passedBuild + round);
  const behaviourOf = behaveLike(Object.fromEntries(builds.map((build) => [build, 0])));
  const directory = await mkdtemp(join(tmpdir(), 'unbreakable-bench-'));
  const [app, bundle] = await Promise.all([
    assembly(undefined, join(directory, 'cdk.out')),
    bundleSample({ builds: [0, ...builds], outDir: join(directory, 'builds'), behaviourOf }),
  ]);
  const cloud = await startCloud({ app, clock: startClock(speed), directory, port: 0 });
  const stage = await openStage(cloud, new AbortController().signal, () => undefined);
  const application = (wanted: number): Promise<Buffer> => readFile(bundle.applications.find(({ build }) => build === wanted)?.file ?? '');
  await letItRun(stage, { Application: await application(0), Tests: await readFile(bundle.tests) }, 0);
  const bucket = await artifactBucket(stage);
  const upload = async (build: number): Promise<BundleRevision> => {
    const key = `benchmark/${build}.zip`;
    const { ETag } = await stage.clients.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: await application(build) }));
    return { kind: 'bundle', bucket, key, bundleType: 'zip', ...(ETag === undefined ? {} : { eTag: ETag }) };
  };
  const { webhookUrl, webhookSecret: secretArn } = await readHealing(stage.clients);
  await stage.clients.secrets.send(
    new PutSecretValueCommand({ SecretId: secretArn, SecretString: JSON.stringify({ generic: [webhookSecret] }) }),
  );
  await stage.clients.ssm.send(
    new PutParameterCommand({ Name: `${healingPrefix}/${stage.structure.name}`, Value: JSON.stringify(settings), Overwrite: true }),
  );
  await new ValidationsTable(stage.gate.validationsTable, stage.clients.dynamodb).create(validated(await upload(passedBuild), stage));
  return {
    cloud,
    stage,
    webhookUrl,
    deployBad: async (round) => deploy(stage, await upload(badBuild(round))),
    stop: async () => {
      stage.close();
      await cloud.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function artifactBucket({ clients, structure }: Stage): Promise<string> {
  const { pipeline } = await clients.codepipeline.send(new GetPipelineCommand({ name: structure.name }));
  return pipeline?.artifactStore?.location ?? '';
}

async function deploy({ clients, clock }: Stage, { bucket, key, eTag }: BundleRevision): Promise<void> {
  const revision = { revisionType: 'S3' as const, s3Location: { bucket, key, bundleType: 'zip' as const, eTag } };
  const { deploymentId } = await clients.codedeploy.send(
    new CreateDeploymentCommand({ ...group, revision, fileExistsBehavior: 'OVERWRITE' }),
  );
  for (;;) {
    const { deploymentInfo } = await clients.codedeploy.send(new GetDeploymentCommand({ deploymentId }));
    if (deploymentInfo?.status === 'Succeeded') break;
    await clock.sleep(10_000);
  }
  await clock.sleep(2 * minute);
}

/** A build that passed its gate an hour ago. */
function validated(revision: BundleRevision, { clock, structure }: Stage): Validation {
  const passedAt = clock.now() - 60 * minute;
  return {
    validationId: 'benchmark#Production#job',
    executionId: 'benchmark',
    pipeline: structure.name,
    stage: 'Production',
    attempt: 'job',
    approvalAction: 'ApproveProduction',
    mode: 'enforce',
    status: 'decided',
    registeredAt: passedAt,
    service: 'unbreakable-sample',
    comparison: 'ProductionToBefore',
    release: 'Build that passed',
    monspecKey: 'monspecs/none.json',
    monspecSha256: 'none',
    deployment: { destination: { kind: 'server', ...group }, deploymentId: 'd-PASSED000', revision, startedAt: passedAt },
    timing: {
      candidate: { start: passedAt, end: passedAt + 5 * minute },
      lookEverySeconds: 60,
      ingestionDelaySeconds: 60,
      extendSeconds: 0,
      extended: true,
    },
    decision: { decision: 'approve', by: 'gate', verdict: 'pass', reasons: [], at: passedAt + 6 * minute, answered: true },
    executionType: 'STANDARD',
    expiresAt: Math.floor(passedAt / 1000) + 30 * 86_400,
  };
}
