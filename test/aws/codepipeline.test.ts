import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { CodePipelineApprovals } from '../../lambda/aws/approvals.client';
import { CodePipelineJobs } from '../../lambda/aws/jobs.client';
import { CodePipelineExecutions } from '../../lambda/aws/pipeline-executions.client';
import { JsonService } from './support/json-service';

const service = new JsonService();
let client: CodePipelineClient;

beforeAll(async () => {
  await service.start();
  client = new CodePipelineClient(service.client);
});

beforeEach(() => {
  service.asked.length = 0;
});

afterAll(async () => {
  client.destroy();
  await service.stop();
});

const registeredAt = Date.UTC(2026, 10, 20, 10, 0);
const address = { pipeline: 'shop', stage: 'Production', action: 'Approve', executionId: 'exec-1', notBefore: registeredAt };
const later = registeredAt / 1000 + 60;
const earlier = registeredAt / 1000 - 3_600;

const state = (latestExecution: object | undefined, stage: object = { pipelineExecutionId: 'exec-1', status: 'InProgress' }) => ({
  pipelineName: 'shop',
  stageStates: [
    { stageName: 'Source', actionStates: [] },
    {
      stageName: 'Production',
      latestExecution: stage,
      actionStates: [{ actionName: 'Deploy' }, { actionName: 'Approve', ...(latestExecution && { latestExecution }) }],
    },
  ],
});

const token = '1a2b3c4d-573f-4ea7-a67e-000000000000';

describe('the state of an approval', () => {
  test.each<[string, object, object]>([
    ['open for this execution', state({ status: 'InProgress', token, lastStatusChange: later }), { kind: 'open', token }],
    ['not open before its turn', state(undefined), { kind: 'not-open' }],
    [
      'not open while an earlier execution’s answer is shown',
      state({ status: 'Succeeded', lastStatusChange: earlier, summary: 'old' }),
      { kind: 'not-open' },
    ],
    [
      'not open while an earlier execution’s token is shown',
      state({ status: 'InProgress', token, lastStatusChange: earlier }),
      { kind: 'not-open' },
    ],
    ['not open without a token', state({ status: 'InProgress', lastStatusChange: later }), { kind: 'not-open' }],
    [
      'answered',
      state({ status: 'Succeeded', lastStatusChange: later, summary: 'fine', lastUpdatedBy: 'arn:aws:iam::1:user/ann' }),
      { kind: 'answered', decision: 'approve', summary: 'fine', by: 'arn:aws:iam::1:user/ann' },
    ],
    [
      'answered after the stage has ended',
      state({ status: 'Failed', lastStatusChange: later }, { pipelineExecutionId: 'exec-1', status: 'Failed' }),
      { kind: 'answered', decision: 'reject' },
    ],
    [
      'over where another execution runs',
      state({ status: 'InProgress', token, lastStatusChange: later }, { pipelineExecutionId: 'exec-2', status: 'InProgress' }),
      { kind: 'over', detail: 'The stage Production runs execution exec-2.' },
    ],
    [
      'over where the stage failed before',
      state(undefined, { pipelineExecutionId: 'exec-1', status: 'Failed' }),
      { kind: 'over', detail: 'The stage Production is Failed for this execution.' },
    ],
    [
      'over where the execution was stopped',
      state({ status: 'Abandoned', lastStatusChange: later }, { pipelineExecutionId: 'exec-1', status: 'Stopped' }),
      { kind: 'over', detail: 'The stage Production is Stopped for this execution.' },
    ],
    [
      'missing where there is no such stage',
      { stageStates: [] },
      { kind: 'missing', detail: 'The pipeline shop has no action Approve in a stage Production.' },
    ],
    [
      'missing where there is no such action',
      { stageStates: [{ stageName: 'Production', actionStates: [] }] },
      { kind: 'missing', detail: 'The pipeline shop has no action Approve in a stage Production.' },
    ],
  ])('is %s', async (_, answer, expected) => {
    service.operations = { GetPipelineState: () => answer };
    expect(await new CodePipelineApprovals(client).read(address)).toEqual(expected);
  });
});

describe('the answer to an approval', () => {
  const answer = (decision: 'approve' | 'reject', summary = 'because') =>
    new CodePipelineApprovals(client).answer(address, { token, decision, summary });

  test.each([
    ['approve', 'Approved'],
    ['reject', 'Rejected'],
  ] as const)('%s is sent as %s', async (decision, status) => {
    service.operations = { PutApprovalResult: () => ({ approvedAt: later }) };
    expect(await answer(decision)).toBe('answered');
    expect(service.asked).toEqual([
      {
        operation: 'PutApprovalResult',
        input: { pipelineName: 'shop', stageName: 'Production', actionName: 'Approve', token, result: { status, summary: 'because' } },
      },
    ]);
  });

  test('never has a summary that CodePipeline refuses', async () => {
    service.operations = { PutApprovalResult: () => ({}) };
    await answer('approve', 'x'.repeat(600));
    expect(service.asked[0]?.input['result']).toMatchObject({ summary: 'x'.repeat(512) });
  });

  test.each(['InvalidApprovalTokenException', 'ApprovalAlreadyCompletedException'])('%s means that it is closed', async (exception) => {
    service.operations = { PutApprovalResult: () => ({ exception }) };
    expect(await answer('approve')).toBe('closed');
  });

  test('anything else is an error', async () => {
    service.operations = { PutApprovalResult: () => ({ exception: 'ActionNotFoundException' }) };
    await expect(answer('approve')).rejects.toMatchObject({ name: 'ActionNotFoundException' });
  });
});

describe('a job', () => {
  const details = (pipelineContext: object) => ({ jobDetails: { id: 'job-1', data: { pipelineContext } } });
  const context = { pipelineName: 'shop', stage: { name: 'Production' }, action: { name: 'Register' }, pipelineExecutionId: 'exec-1' };
  const jobs = () => new CodePipelineJobs(client);

  test('has a place', async () => {
    service.operations = { GetJobDetails: () => details(context) };
    expect(await jobs().place('job-1')).toEqual({ pipeline: 'shop', stage: 'Production', action: 'Register', executionId: 'exec-1' });
  });

  test('may not name its execution', async () => {
    service.operations = { GetJobDetails: () => details({ ...context, pipelineExecutionId: undefined }) };
    expect(await jobs().place('job-1')).toEqual({ pipeline: 'shop', stage: 'Production', action: 'Register' });
  });

  test('that is forgotten has none', async () => {
    service.operations = { GetJobDetails: () => ({ exception: 'JobNotFoundException' }) };
    expect(await jobs().place('job-1')).toBeUndefined();
  });

  test('without a pipeline is an error', async () => {
    service.operations = { GetJobDetails: () => details({}) };
    await expect(jobs().place('job-1')).rejects.toMatchObject({ code: 'JobWithoutPlace' });
  });

  test('is answered within the limits', async () => {
    service.operations = { PutJobSuccessResult: () => ({}), PutJobFailureResult: () => ({}) };
    await jobs().succeed('job-1', 'x'.repeat(9_000));
    await jobs().fail('job-1', 'x'.repeat(9_000));
    expect(service.asked.map(({ input }) => input)).toEqual([
      { jobId: 'job-1', executionDetails: { summary: 'x'.repeat(2_048), percentComplete: 100 } },
      { jobId: 'job-1', failureDetails: { type: 'ConfigurationError', message: 'x'.repeat(5_000) } },
    ]);
  });

  test.each(['InvalidJobStateException', 'JobNotFoundException'])('%s means that it was answered before', async (exception) => {
    service.operations = { PutJobSuccessResult: () => ({ exception }), PutJobFailureResult: () => ({ exception }) };
    await expect(jobs().succeed('job-1', 'fine')).resolves.toBeUndefined();
    await expect(jobs().fail('job-1', 'bad')).resolves.toBeUndefined();
  });
});

test.each([
  ['ROLLBACK', 'ROLLBACK'],
  ['STANDARD', 'STANDARD'],
  [undefined, 'STANDARD'],
])('an execution of type %s is %s, with its sources', async (executionType, type) => {
  const artifactRevisions = [
    { name: 'Application', revisionId: 'v1', revisionSummary: 'Build 2' },
    { name: 'Monspec', revisionId: 'v2' },
  ];
  service.operations = {
    GetPipelineExecution: () => ({ pipelineExecution: { pipelineExecutionId: 'exec-1', executionType, artifactRevisions } }),
  };
  expect(await new CodePipelineExecutions(client).read('shop', 'exec-1')).toEqual({
    type,
    sources: [
      { artifact: 'Application', revisionId: 'v1', summary: 'Build 2' },
      { artifact: 'Monspec', revisionId: 'v2' },
    ],
  });
});
