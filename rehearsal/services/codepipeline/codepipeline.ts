/** Stand-in for AWS CodePipeline: V2 pipelines with S3, CodeDeploy, Lambda and manual approval actions. */
import type { Cloud } from '../../cloud/cloud';
import type { ResourceRequest, ServiceFactory } from '../../cloud/service';
import type { Desk } from './action-run';
import { Approvals } from './approvals';
import { Engine } from './engine';
import { Jobs } from './jobs';
import type { Pipeline, StageRecord } from './model';
import { approvalOperations } from './operations/approval';
import { controlOperations } from './operations/control';
import { jobOperations } from './operations/jobs';
import { readOperations } from './operations/reads';
import { parsePipeline, type ParsedPipeline } from './template';

/** A pipeline starts once on its creation, against whatever its source holds. */
export const codepipeline: ServiceFactory = (cloud) => {
  const engines = new Map<string, Engine>();
  const desk: Desk = { cloud, jobs: new Jobs(), approvals: new Approvals() };
  const create = (request: ResourceRequest) => {
    const pipeline = newPipeline(cloud, parsePipeline(request, cloud.region));
    const { name } = pipeline.declaration;
    const engine = new Engine(desk, pipeline);
    engines.set(name, engine);
    engine.start({ triggerType: 'CreatePipeline', triggerDetail: `arn:aws:iam::${cloud.account}:user/operator` });
    return { ref: name, attributes: { Version: String(pipeline.declaration.version) } };
  };
  return {
    name: 'codepipeline',
    operations: {
      ...readOperations(cloud, engines),
      ...controlOperations(cloud, engines),
      ...approvalOperations(cloud, engines, desk.approvals),
      ...jobOperations(cloud, desk.jobs),
    },
    resources: { 'AWS::CodePipeline::Pipeline': create },
    stop: async () => {
      for (const engine of engines.values()) engine.close();
    },
  };
};

const newPipeline = (cloud: Cloud, { declaration, disabled }: ParsedPipeline): Pipeline => ({
  arn: cloud.arn('codepipeline', declaration.name),
  declaration,
  createdAt: cloud.clock.now(),
  executions: new Map(),
  history: [],
  stages: declaration.stages.map((stage): StageRecord => {
    const reason = disabled.get(stage.name);
    return {
      declaration: stage,
      runs: new Map(),
      transition: reason === undefined ? { enabled: true } : { enabled: false, reason, at: cloud.clock.now() },
    };
  }),
});
