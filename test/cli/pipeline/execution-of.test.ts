import { executionOf, newestExecution } from '../../../cli/pipeline/release';
import { connect, disconnect } from '../../../cli/pipeline/clients';
import { eventually } from '../../rehearsal/support/fake-cloud';
import { bucket, deployCloud, powerfulRole } from '../../rehearsal/support/deploy-cloud';
import { approval, properties } from '../../rehearsal/support/pipeline-cloud';
import { clientSettings, createResource, stopClouds } from '../../rehearsal/support/real-cloud';

afterEach(stopClouds);

test('an execution that could not read its source says so at once, and is not taken for that of a later upload', async () => {
  const { cloud } = await deployCloud();
  for (const name of ['releases', 'artifacts']) await bucket(cloud, name);
  const RoleArn = await powerfulRole(cloud, 'pipeline', { Service: 'codepipeline.amazonaws.com' });
  await createResource(cloud, 'AWS::CodePipeline::Pipeline', properties([{ Name: 'Staging', Actions: [approval('Approve')] }], { RoleArn }));
  const clients = connect(clientSettings(cloud));
  try {
    const failed = await eventually(async () => newestExecution(clients, 'pipe'));
    const said = eventually(async () => executionOf(clients, 'pipe', 'version-1', undefined));
    await expect(said).rejects.toThrow(/could not read the release, at Source\/.*: The source object s3:\/\/.* does not exist/);
    expect(await executionOf(clients, 'pipe', 'version-1', failed)).toBeUndefined();
  } finally {
    disconnect(clients);
  }
});
