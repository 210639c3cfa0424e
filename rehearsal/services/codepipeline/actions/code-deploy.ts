/** CodeDeploy deploy action: creates a deployment of the artifact and follows it. */
import type { CreateDeploymentOutput, GetDeploymentOutput } from '@aws-sdk/client-codedeploy';
import { regionOf } from './region-of';
import type { ActionContext, ActionOutcome } from './runner';

/** How often CodePipeline asks for the state of a deployment, virtual milliseconds. */
const pollEvery = 10_000;

export const runCodeDeploy = async (context: ActionContext): Promise<ActionOutcome> => {
  const deploymentId = await create(context);
  context.run.externalId = deploymentId;
  context.run.externalUrl = `https://console.aws.amazon.com/codedeploy/home?region=${regionOf(context)}#/deployments/${deploymentId}`;
  context.run.changedAt = context.cloud.clock.now();
  return follow(context, deploymentId);
};

const create = async (context: ActionContext): Promise<string> => {
  const { cloud, run, role } = context;
  const region = regionOf(context);
  const { ApplicationName: applicationName = '', DeploymentGroupName: deploymentGroupName = '' } = run.configuration;
  const artifact = run.inputs[0];
  const revision = {
    revisionType: 'S3',
    s3Location: { bucket: artifact?.bucket, key: artifact?.key, bundleType: 'zip' },
  };
  await cloud.call('codedeploy', 'RegisterApplicationRevision', { applicationName, revision }, role, region);
  const created = await cloud.call<CreateDeploymentOutput>(
    'codedeploy',
    'CreateDeployment',
    { applicationName, deploymentGroupName, revision },
    role,
    region,
  );
  return created.deploymentId ?? '';
};

const follow = async (context: ActionContext, deploymentId: string): Promise<ActionOutcome> => {
  const { cloud, role, signal } = context;
  const ask = () => cloud.call<GetDeploymentOutput>('codedeploy', 'GetDeployment', { deploymentId }, role, regionOf(context));
  for (;;) {
    const { deploymentInfo } = await ask();
    if (deploymentInfo?.status === 'Succeeded') {
      return { kind: 'succeeded', summary: `Deployment ${deploymentId} succeeded` };
    }
    if (deploymentInfo?.status === 'Failed' || deploymentInfo?.status === 'Stopped') {
      const summary = `Deployment ${deploymentId} ${deploymentInfo.status.toLowerCase()}`;
      const message = deploymentInfo.errorInformation?.message ?? summary;
      return { kind: 'failed', code: 'JobFailed', message, summary };
    }
    await cloud.clock.sleep(pollEvery, signal);
  }
};
