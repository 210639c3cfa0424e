import { createHash } from 'node:crypto';
import { GetAliasCommand, GetFunctionConfigurationCommand, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { ListDeploymentsCommand } from '@aws-sdk/client-codedeploy';
import { CodeDeployDeployer } from '../../lambda/aws/codedeploy-deployer.client';
import { CodeDeployHistory } from '../../lambda/aws/codedeploy-history.client';
import { identityInS3 } from '../../lambda/aws/build-identities.client';
import { FunctionReleases } from '../../lambda/aws/function-releases.client';
import { FunctionVariables } from '../../lambda/aws/function-variables.client';
import { FunctionVersions } from '../../lambda/aws/function-versions.client';
import { deploy, type Step } from '../../lambda/deploy/deploy';
import type { Deployment, DeploymentHistory } from '../../lambda/gate/ports/deployments';
import type { DeployJob } from '../../lambda/deploy/job';
import { stopClouds } from '../rehearsal/support/real-cloud';
import { answering, destination, startFunctionWorld, type FunctionWorld } from './support/function-world';

let world: FunctionWorld;
let answers: { kind: string; text: string }[] = [];
beforeEach(async () => {
  answers = [];
  world = await startFunctionWorld();
});
afterEach(stopClouds);

const jobs = {
  succeed: async (_id: string, text: string) => void answers.push({ kind: 'success', text }),
  goOn: async (_id: string, text: string) => void answers.push({ kind: 'again', text }),
  fail: async (_id: string, text: string) => void answers.push({ kind: 'failure', text }),
};

type Clients = Pick<FunctionWorld, 'codeDeploy' | 'lambda' | 'cloudWatch' | 's3'>;

const releases = ({ codeDeploy, lambda, cloudWatch, s3 }: Clients = world): FunctionReleases =>
  new FunctionReleases(destination, codeDeploy, lambda, cloudWatch, undefined, identityInS3(s3));

const call = (job: DeployJob, clients?: Clients): Promise<Step> => deploy(job, { releases: releases(clients), jobs }, world.cloud.clock.now());

/** Calls once more, when the function has got the variables of its build. */
const callTwice = async (job: DeployJob, clients?: Clients): Promise<Step> => {
  await call(job, clients);
  await world.cloud.clock.sleep(30_000);
  return call(job, clients);
};

/** Calls as CodePipeline does, until the job has its result. */
const callToItsEnd = async (job: DeployJob, clients?: Clients): Promise<Step> => {
  const step = await call(job, clients);
  if (step.kind !== 'again') return step;
  await world.cloud.clock.sleep(30_000);
  return callToItsEnd({ ...job, continuationToken: JSON.stringify(step.progress) }, clients);
};

const deploymentOf = (step: Step): string | undefined =>
  step.kind === 'again' ? step.progress.deploymentId : step.kind === 'succeeded' ? step.deploymentId : undefined;

/** The newest deployment, when it has ended. */
const settled = async (history: DeploymentHistory = new CodeDeployHistory(world.codeDeploy)): Promise<Deployment | undefined> => {
  const latest = await history.latest(destination);
  if (latest?.status !== 'running') return latest;
  await world.cloud.clock.sleep(10_000);
  return settled(history);
};

const hashOf = (word: string): string => createHash('sha256').update(answering(word)).digest('hex');
const variables = async (version: string): Promise<Record<string, string> | undefined> =>
  (await world.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'shop', Qualifier: version }))).Environment?.Variables;
const alias = () => world.lambda.send(new GetAliasCommand({ FunctionName: 'shop', Name: 'live' }));
const deployments = async (): Promise<readonly string[]> => {
  const names = { applicationName: 'app', deploymentGroupName: 'group' };
  return (await world.codeDeploy.send(new ListDeploymentsCommand(names))).deployments ?? [];
};
const wordsOf = async (requests: number): Promise<Record<string, number>> => {
  const words = await Promise.all(Array.from({ length: requests }, async () => (await fetch(world.url)).text()));
  return Object.fromEntries([...new Set(words)].map((word) => [word, words.filter((one) => one === word).length]));
};

/** The load balancer hears of a shift a moment after Lambda. */
const allAnswer = async (word: string): Promise<void> => {
  while ((await wordsOf(10))[word] !== 10) await world.cloud.clock.sleep(1_000);
  expect(await wordsOf(10)).toEqual({ [word]: 10 });
};

test('a build becomes a version that gets a tenth of the requests, and after five minutes all of them', async () => {
  const artifacts = [await world.upload('two.zip', answering('two'))];
  const begun = await callTwice({ id: 'job-1', artifacts });
  expect(begun).toMatchObject({ kind: 'again', progress: { job: 'job-1', deploymentId: expect.stringMatching(/^d-/) as string } });
  await world.cloud.clock.sleep(60_000);
  expect(await alias()).toMatchObject({ FunctionVersion: '1', RoutingConfig: { AdditionalVersionWeights: { 2: 0.1 } } });
  const { two = 0, first = 0 } = await wordsOf(50);
  expect({ first, aTenth: two >= 3 && two <= 7 }).toEqual({ first: 50 - two, aTenth: true });

  const again = await call({ id: 'job-1', artifacts });
  expect(deploymentOf(again)).toBe(deploymentOf(begun));

  const ended = await callToItsEnd({ id: 'job-1', artifacts, continuationToken: answers.at(-1)!.text });
  expect(ended).toMatchObject({ kind: 'succeeded', summary: expect.stringMatching(/^Version 2 serves all requests: d/) as string });
  expect(await alias()).toMatchObject({ FunctionVersion: '2' });
  await allAnswer('two');
  expect(await deployments()).toHaveLength(1);

  expect(await variables('2')).toMatchObject({ ENVIRONMENT: 'Staging', DT_RELEASE_VERSION: 'two', DT_RELEASE_BUILD_VERSION: hashOf('two') });

  expect(await call({ id: 'job-2', artifacts: [await world.upload('two-again.zip', answering('two'))] })).toEqual({
    kind: 'succeeded',
    summary: 'Version 2 serves all requests already: it is the same code.',
  });
  expect(await deployments()).toHaveLength(1);
});

test('two deliveries of a job at once are one deployment; an alarm undoes it, and the job fails with CodeDeploy’s words', async () => {
  const artifacts = [await world.upload('three.zip', answering('three'))];
  await Promise.all([callTwice({ id: 'job-3', artifacts }), callTwice({ id: 'job-3', artifacts })]);
  expect(await deployments()).toHaveLength(1);
  world.alarms.set('errors', 'ALARM');
  const ended = await callToItsEnd({ id: 'job-3', artifacts });
  expect(ended).toMatchObject({ kind: 'failed', message: expect.stringMatching(/alarms have been activated.*errors/) as string });
  expect(answers.at(-1)?.kind).toBe('failure');
  expect(await settled()).toMatchObject({ status: 'succeeded', isRollback: true, revision: { version: '1' } });
  expect((await alias()).FunctionVersion).toBe('1');
  expect((await alias()).RoutingConfig).toBeUndefined();
  await allAnswer('first');
});

test('an alarm that rings before a deployment begins does not keep the build out that mends it', async () => {
  world.alarms.set('errors', 'ALARM');
  const ended = await callToItsEnd({ id: 'job-4', artifacts: [await world.upload('four.zip', answering('four'))] });
  expect(ended).toMatchObject({ kind: 'succeeded' });
  expect((await alias()).FunctionVersion).toBe('2');
});

test('what somebody else does to the function in between is kept, and nothing is published with it unseen', async () => {
  const build = await world.upload('five.zip', answering('five'));
  const own = new FunctionVariables(world.lambda);
  expect(await releases().publish(build)).toEqual({ kind: 'busy' });
  await world.cloud.clock.sleep(30_000);
  const seen = await own.ensure('shop', {});
  expect(await own.ensure('shop', { LEVEL: 'debug' })).toBeUndefined();
  await world.cloud.clock.sleep(30_000);
  const late = { FunctionName: 'shop', RevisionId: seen, ZipFile: answering('five'), Publish: true };
  await expect(world.lambda.send(new UpdateFunctionCodeCommand(late))).rejects.toMatchObject({ name: 'PreconditionFailedException' });
  expect(await releases().publish(build)).toEqual({ kind: 'done', version: '2' });
  expect(await variables('2')).toMatchObject({ ENVIRONMENT: 'Staging', LEVEL: 'debug', DT_RELEASE_VERSION: 'five' });
});

test('a rollback moves the alias at once, whatever the alarms say', async () => {
  const deployer = new CodeDeployDeployer(world.codeDeploy, new FunctionVersions(world.lambda));
  const revision = { kind: 'function-version', functionName: 'shop', alias: 'live', version: '1' } as const;
  const build = await world.upload('two.zip', answering('two'));
  expect(await releases().publish(build)).toEqual({ kind: 'busy' });
  await world.cloud.clock.sleep(30_000);
  expect(await releases().publish(build)).toEqual({ kind: 'done', version: '2' });
  await deployer.create(destination, { ...revision, version: '2' }, 'bad');
  expect(await settled()).toMatchObject({ status: 'succeeded', revision: { version: '2' } });
  world.alarms.set('errors', 'ALARM');
  expect(await new FunctionVersions(world.lambda).exists(revision)).toBe(true);
  expect(await new FunctionVersions(world.lambda).exists({ ...revision, version: '99' })).toBe(false);
  const created = await deployer.create(destination, revision, 'Gate rollback, validation v-1');
  expect(created.kind).toBe('created');
  expect(await settled(deployer)).toMatchObject({ status: 'succeeded', revision });
  const asked = { revision, since: 0, mark: 'validation v-1' };
  expect(await deployer.findAgain(destination, asked)).toMatchObject({ description: 'Gate rollback, validation v-1' });
  await allAnswer('first');
});

const needed = ['lambda:UpdateFunctionConfiguration', 'lambda:UpdateFunctionCode', 's3:GetObject', 'codedeploy:CreateDeployment'];

test.each(needed)('without %s it is denied', async (action) => {
  const artifacts = [await world.upload(`${action.length}.zip`, answering(action.replace(':', '-')))];
  await expect(callTwice({ id: `job-${action}`, artifacts }, await world.clientsWithout(action))).rejects.toThrow(/not authorized/);
});
