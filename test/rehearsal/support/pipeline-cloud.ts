import type { GetPipelineStateOutput, PipelineExecution, StageState } from '@aws-sdk/client-codepipeline';
import { AwsError } from '../../../rehearsal/cloud/aws-error';
import { codepipeline } from '../../../rehearsal/services/codepipeline/codepipeline';
import { FakeCloud, ManualClock, operator, settle } from './fake-cloud';

const type = (Category: string, Provider: string) => ({ Category, Owner: 'AWS', Provider, Version: '1' });

export const source = {
  Name: 'App',
  ActionTypeId: type('Source', 'S3'),
  Configuration: { S3Bucket: 'releases', S3ObjectKey: 'app.zip' },
  OutputArtifacts: [{ Name: 'Application' }],
};
export const approval = (name: string, more: object = {}) => ({ Name: name, ActionTypeId: type('Approval', 'Manual'), ...more });
export const lambda = (name: string, more: object = {}) => ({
  Name: name,
  ActionTypeId: type('Invoke', 'Lambda'),
  Configuration: { FunctionName: name },
  ...more,
});
export const deployAction = (name: string, more: object = {}) => ({
  Name: name,
  ActionTypeId: type('Deploy', 'CodeDeploy'),
  Configuration: { ApplicationName: 'app', DeploymentGroupName: 'group' },
  InputArtifacts: [{ Name: 'Application' }],
  ...more,
});

export const pipelineRole = 'arn:aws:iam::123456789012:role/pipeline';

export const properties = (stages: readonly object[], more: object = {}) => ({
  Name: 'pipe',
  RoleArn: pipelineRole,
  PipelineType: 'V2',
  ArtifactStore: { Type: 'S3', Location: 'artifacts' },
  Stages: [{ Name: 'Source', Actions: [source] }, ...stages],
  ...more,
});

interface Job {
  readonly id: string;
  readonly data: { readonly continuationToken?: string; readonly artifactCredentials: object };
}

/** A pipeline whose neighbours are recorded and whose clock a test moves. */
export class PipelineWorld {
  readonly clock = new ManualClock();
  readonly cloud = new FakeCloud(this.clock);
  /** Jobs by function name, in the order in which they came. */
  readonly jobs: (Job & { readonly functionName: string })[] = [];
  /** Status of every deployment from now on. */
  deploymentStatus = 'Succeeded';
  private uploads = 0;

  constructor() {
    this.cloud.addRecorder('s3', {
      GetBucketVersioning: () => ({ Status: 'Enabled' }),
      GetObject: () => ({
        Body: Buffer.from('zip'),
        VersionId: `v${(this.uploads += 1)}`,
        ETag: 'e',
        Metadata: { 'codepipeline-artifact-revision-summary': `Build ${this.uploads}` },
      }),
      PutObject: () => ({}),
    });
    this.cloud.addRecorder('sts', { AssumeRole: () => ({}) });
    this.cloud.addRecorder('sns', { Publish: () => ({}) });
    this.cloud.addRecorder('lambda', {
      Invoke: (input: { FunctionName: string; Payload: Uint8Array }) => {
        const event = JSON.parse(Buffer.from(input.Payload).toString('utf8')) as { 'CodePipeline.job': Job };
        this.jobs.push({ ...event['CodePipeline.job'], functionName: input.FunctionName });
        return {};
      },
    });
    this.cloud.addRecorder('codedeploy', {
      RegisterApplicationRevision: () => ({}),
      CreateDeployment: () => ({ deploymentId: 'd-ABCDEFGHI' }),
      GetDeployment: () => {
        if (this.deploymentStatus === 'denied') throw new AwsError('AccessDeniedException', 'may not');
        return { deploymentInfo: { status: this.deploymentStatus, errorInformation: { code: 'HEALTH_CONSTRAINTS', message: 'too few' } } };
      },
    });
    this.cloud.add(codepipeline);
  }

  async create(stages: readonly object[], more: object = {}): Promise<string> {
    const { ref } = await this.cloud.create('AWS::CodePipeline::Pipeline', properties(stages, more));
    await this.settle();
    return ref;
  }

  /** Lets the pipeline go as far as it gets without time passing. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 10; turn += 1) await settle();
  }

  call<Output = unknown>(operation: string, input: object, caller: Parameters<FakeCloud['call']>[3] = operator): Promise<Output> {
    return this.cloud.call<Output>('codepipeline', operation, input, caller);
  }

  async start(): Promise<string> {
    const { pipelineExecutionId } = await this.call<{ pipelineExecutionId: string }>('StartPipelineExecution', { name: 'pipe' });
    await this.settle();
    return pipelineExecutionId;
  }

  state(): Promise<GetPipelineStateOutput> {
    return this.call<GetPipelineStateOutput>('GetPipelineState', { name: 'pipe' });
  }

  async stage(name: string): Promise<StageState> {
    return (await this.state()).stageStates?.find(({ stageName }) => stageName === name) ?? {};
  }

  async action(stage: string, name: string) {
    return (await this.stage(stage)).actionStates?.find(({ actionName }) => actionName === name)?.latestExecution;
  }

  async execution(pipelineExecutionId: string): Promise<PipelineExecution> {
    const found = await this.call<{ pipelineExecution: PipelineExecution }>('GetPipelineExecution', {
      pipelineName: 'pipe',
      pipelineExecutionId,
    });
    return found.pipelineExecution;
  }

  async first(): Promise<string> {
    const { pipelineExecutionSummaries } = await this.call<{ pipelineExecutionSummaries: { pipelineExecutionId: string }[] }>(
      'ListPipelineExecutions',
      { pipelineName: 'pipe' },
    );
    return pipelineExecutionSummaries.at(-1)?.pipelineExecutionId ?? '';
  }

  async answer(stageName: string, actionName: string, status: 'Approved' | 'Rejected', more: object = {}): Promise<void> {
    const token = (await this.action(stageName, actionName))?.token;
    await this.call('PutApprovalResult', {
      pipelineName: 'pipe',
      stageName,
      actionName,
      token,
      result: { status, summary: status },
      ...more,
    });
    await this.settle();
  }

  async finish(functionName: string, more: object = {}): Promise<void> {
    const job = this.jobs.findLast((candidate) => candidate.functionName === functionName);
    await this.call('PutJobSuccessResult', { jobId: job?.id, ...more });
    await this.settle();
  }

  async fail(functionName: string, message = 'no good'): Promise<void> {
    const job = this.jobs.findLast((candidate) => candidate.functionName === functionName);
    await this.call('PutJobFailureResult', { jobId: job?.id, failureDetails: { type: 'JobFailed', message } });
    await this.settle();
  }

  /** States of a kind of event, as `name STATE`. */
  states(kind: 'Pipeline' | 'Stage' | 'Action'): string[] {
    const member = { Pipeline: 'pipeline', Stage: 'stage', Action: 'action' }[kind];
    return this.cloud.events
      .filter((event) => event['detail-type'] === `CodePipeline ${kind} Execution State Change`)
      .map(({ detail }) => `${String(detail[member])} ${String(detail['state'])}`);
  }
}
