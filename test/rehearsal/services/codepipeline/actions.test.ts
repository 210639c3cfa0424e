import { role, roleArn } from '../../support/fake-cloud';
import { approval, deployAction, lambda, pipelineRole, PipelineWorld } from '../../support/pipeline-cloud';

let world: PipelineWorld;

beforeEach(() => {
  world = new PipelineWorld();
});

afterEach(() => world.cloud.stop());

const minute = 60_000;
const one = (...actions: readonly object[]) => [{ Name: 'Staging', Actions: actions }];

test('the source copies the object as it is into the artifact bucket, with the role of the pipeline', async () => {
  await world.create(one(approval('Approve')));
  const [put] = world.cloud.callsTo('s3', 'PutObject');
  expect(put).toMatchObject({ input: { Bucket: 'artifacts', Body: Buffer.from('zip') }, caller: { kind: 'role', arn: pipelineRole } });
  expect(put?.input['Key']).toMatch(/^pipe\/Applicatio\/.{7}$/);
});

test('an action with a role of its own uses that one, which the pipeline’s role takes', async () => {
  const actionRole = 'arn:aws:iam::123456789012:role/deploy';
  await world.create(one(deployAction('Deploy', { RoleArn: actionRole })));
  expect(world.cloud.callsTo('codedeploy', 'CreateDeployment')).toMatchObject([
    { caller: { arn: actionRole }, input: { revision: { s3Location: { bucket: 'artifacts', bundleType: 'zip' } } } },
  ]);
  expect(world.cloud.callsTo('sts', 'AssumeRole').at(-1)).toMatchObject({ input: { RoleArn: actionRole }, caller: { arn: pipelineRole } });
});

test('an action of another region gets its artifact there, by the pipeline’s role', async () => {
  const actionRole = 'arn:aws:iam::222222222222:role/deploy';
  const stores = ['us-east-1', 'eu-west-1'].map((Region) => ({ Region, ArtifactStore: { Type: 'S3', Location: `artifacts-${Region}` } }));
  await world.create(one(deployAction('Deploy', { RoleArn: actionRole, Region: 'eu-west-1' })), {
    ArtifactStore: undefined,
    ArtifactStores: stores,
  });
  const [stored, copied] = world.cloud.callsTo('s3', 'PutObject');
  expect(copied).toMatchObject({ input: { Bucket: 'artifacts-eu-west-1', Key: stored?.input['Key'] }, caller: { arn: pipelineRole } });
  expect(world.cloud.callsTo('codedeploy', 'CreateDeployment')).toMatchObject([
    { caller: { arn: actionRole }, input: { revision: { s3Location: { bucket: 'artifacts-eu-west-1' } } } },
  ]);
});

test('the deploy action follows its deployment in virtual time', async () => {
  world.deploymentStatus = 'InProgress';
  await world.create(one(deployAction('Deploy')));
  expect(await world.action('Staging', 'Deploy')).toMatchObject({ status: 'InProgress', externalExecutionId: 'd-ABCDEFGHI' });
  world.deploymentStatus = 'Failed';
  await world.clock.advance(10_000);
  expect(await world.action('Staging', 'Deploy')).toMatchObject({
    status: 'Failed',
    summary: 'Deployment d-ABCDEFGHI failed',
    errorDetails: { code: 'JobFailed', message: 'too few' },
  });
  expect(world.cloud.events.findLast((event) => event['detail-type'].includes('Action'))?.detail).toMatchObject({
    state: 'FAILED',
    'execution-result': { 'external-execution-id': 'd-ABCDEFGHI', 'error-code': 'JobFailed' },
    type: { provider: 'CodeDeploy', category: 'Deploy' },
  });
});

test('what a role may not do fails the action as a matter of permissions', async () => {
  world.deploymentStatus = 'denied';
  await world.create(one(deployAction('Deploy')));
  expect(await world.action('Staging', 'Deploy')).toMatchObject({
    status: 'Failed',
    errorDetails: { code: 'PermissionError', message: expect.stringContaining('may not') },
  });
});

test('the event of a job names neither pipeline nor execution; its details name the pipeline', async () => {
  await world.create(
    one(
      lambda('Check', {
        InputArtifacts: [{ Name: 'Application' }],
        Configuration: { FunctionName: 'Check', UserParameters: '{"id":"#{codepipeline.PipelineExecutionId}"}' },
      }),
    ),
  );
  const [job] = world.jobs;
  expect(job).toMatchObject({
    accountId: '123456789012',
    data: {
      actionConfiguration: { configuration: { UserParameters: JSON.stringify({ id: await world.first() }) } },
      inputArtifacts: [{ name: 'Application', revision: 'v1', location: { type: 'S3', s3Location: { bucketName: 'artifacts' } } }],
      artifactCredentials: { accessKeyId: expect.any(String), secretAccessKey: expect.any(String), sessionToken: expect.any(String) },
    },
  });
  const { jobDetails } = await world.call<{ jobDetails: { data: { pipelineContext: object } } }>('GetJobDetails', { jobId: job?.id });
  expect(jobDetails.data.pipelineContext).toEqual({
    pipelineName: 'pipe',
    stage: { name: 'Staging' },
    action: { name: 'Check', actionExecutionId: (await world.action('Staging', 'Check'))?.actionExecutionId },
  });
});

test('a variable that nobody gave fails the action', async () => {
  await world.create(one(lambda('Check', { Configuration: { FunctionName: 'Check', UserParameters: '#{Nobody.Name}' } })));
  expect(await world.action('Staging', 'Check')).toMatchObject({
    status: 'Failed',
    errorDetails: { message: expect.stringContaining('#{Nobody.Name}') },
  });
});

test('variables that a function gives reach later actions', async () => {
  await world.create(
    one(
      lambda('Check', { Namespace: 'Check' }),
      approval('Approve', { RunOrder: 2, Configuration: { ExternalEntityLink: 'http://report/#{Check.id}' } }),
    ),
  );
  await world.finish('Check', { outputVariables: { id: '7' }, executionDetails: { summary: 'registered', externalExecutionId: 'x' } });
  expect(await world.action('Staging', 'Check')).toMatchObject({ summary: 'registered', externalExecutionId: 'x' });
  expect(await world.action('Staging', 'Approve')).toMatchObject({ externalExecutionUrl: 'http://report/7' });
});

test('a function that does not answer within 20 minutes has failed', async () => {
  await world.create(one(lambda('Check')));
  await world.clock.advance(19 * minute);
  expect(await world.action('Staging', 'Check')).toMatchObject({ status: 'InProgress' });
  await world.clock.advance(2 * minute);
  expect(await world.action('Staging', 'Check')).toMatchObject({
    status: 'Failed',
    errorDetails: { message: expect.stringContaining('failed to return a result') },
  });
  await expect(world.finish('Check')).rejects.toMatchObject({ code: 'InvalidJobStateException' });
});

test('a continuation token has the function called again with it', async () => {
  await world.create(one(lambda('Check')));
  await world.finish('Check', { continuationToken: 'half-way' });
  expect(world.jobs).toHaveLength(1);
  await world.clock.advance(minute);
  expect(world.jobs).toHaveLength(2);
  expect(world.jobs[1]).toMatchObject({ id: world.jobs[0]?.id, data: { continuationToken: 'half-way' } });
  await world.finish('Check');
  expect(await world.action('Staging', 'Check')).toMatchObject({ status: 'Succeeded' });
});

test('a job has one answer', async () => {
  await world.create(one(lambda('Check')));
  await world.finish('Check');
  await expect(world.fail('Check')).rejects.toMatchObject({ code: 'InvalidJobStateException' });
  await expect(world.call('PutJobSuccessResult', { jobId: '11111111-2222-3333-4444-555555555555' })).rejects.toMatchObject({
    code: 'JobNotFoundException',
  });
});

test('whoever answers an approval is recorded with the session of the role', async () => {
  await world.create(one(approval('Approve')));
  const token = (await world.action('Staging', 'Approve'))?.token;
  await world.call(
    'PutApprovalResult',
    { pipelineName: 'pipe', stageName: 'Staging', actionName: 'Approve', token, result: { status: 'Rejected', summary: 'too slow' } },
    role,
  );
  await world.settle();
  expect(await world.action('Staging', 'Approve')).toMatchObject({
    status: 'Failed',
    summary: 'too slow',
    lastUpdatedBy: expect.stringMatching(/^arn:aws:sts::123456789012:assumed-role\/test-role\//),
  });
  expect(await world.action('Staging', 'Approve')).not.toHaveProperty('token');
  expect(roleArn).toContain('test-role');
});

test('an approval expires, and its token with it', async () => {
  await world.create(one(approval('Approve', { TimeoutInMinutes: 60 })));
  const token = (await world.action('Staging', 'Approve'))?.token;
  await world.clock.advance(61 * minute);
  expect(await world.action('Staging', 'Approve')).toMatchObject({
    status: 'Failed',
    errorDetails: { message: expect.stringContaining('expired') },
  });
  await expect(world.answer('Staging', 'Approve', 'Approved', { token })).rejects.toMatchObject({ code: 'InvalidApprovalTokenException' });
});

const uuid = '11111111-2222-3333-4444-555555555555';

test.each([
  ['a token of another approval', { token: uuid }, 'InvalidApprovalTokenException'],
  ['a token that is none', { token: 'x' }, 'ValidationException'],
  ['a summary of 513 characters', { result: { status: 'Approved', summary: 'x'.repeat(513) } }, 'ValidationException'],
  ['no summary', { result: { status: 'Approved' } }, 'ValidationException'],
  ['an unknown status', { result: { status: 'Maybe', summary: '' } }, 'ValidationException'],
  ['an unknown pipeline', { pipelineName: 'none' }, 'PipelineNotFoundException'],
  ['an unknown stage', { stageName: 'None' }, 'StageNotFoundException'],
  ['an unknown action', { actionName: 'None' }, 'ActionNotFoundException'],
])('PutApprovalResult refuses %s', async (_, change, code) => {
  await world.create(one(approval('Approve')));
  await expect(world.answer('Staging', 'Approve', 'Approved', change)).rejects.toMatchObject({ code });
  expect(await world.action('Staging', 'Approve')).toMatchObject({ status: 'InProgress' });
});
