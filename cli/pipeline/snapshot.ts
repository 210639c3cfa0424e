import { paginateListActionExecutions, type ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import { paginateListExecutions } from '@aws-sdk/client-sfn';
import type { GateDescription } from '../../lambda/contract/gate-description';
import type { Validation } from '../../lambda/gate/validation';
import { validationsOfPipeline } from './validations';
import type { Clients } from './clients';
import { deploymentFailure } from './deployment-failure';
import { executionStatus } from './release';
import { serviceFailure } from './service-failure';
import type { ActionStructure, PipelineStructure } from './structure';

/** One action of an execution. `status` is `NotStarted` or CodePipeline's own. */
export interface ActionView {
  readonly stage: string;
  readonly name: string;
  readonly status: string;
  /** What the action said at its end: the reason of a failure, the summary of an approval. */
  readonly summary?: string;
  /** Id of what the action started elsewhere, for example of a deployment. */
  readonly externalId?: string;
}

/** A pipeline execution and its gates at one moment. */
export interface Snapshot {
  readonly executionId: string;
  /** CodePipeline's status of the execution. */
  readonly status: string;
  /** In the order of the pipeline. */
  readonly actions: readonly ActionView[];
  /** Validations of this execution, oldest first. */
  readonly validations: readonly Validation[];
  /** How many gate workflows are running, of any execution. */
  readonly openWorkflows: number;
}

/** What a snapshot is taken of. */
export interface Subject {
  readonly structure: PipelineStructure;
  readonly gate: GateDescription;
  readonly executionId: string;
  /** Epoch milliseconds before which the execution has no validation. @default unknown: the whole history is read */
  readonly since?: number;
}

/** Takes a snapshot; its calls go out together. */
export async function takeSnapshot(clients: Clients, { structure, gate, executionId, since }: Subject): Promise<Snapshot> {
  // The workflows are read first and the validations last: a workflow seen as ended has written all it had to write.
  const openWorkflows = await countOpenWorkflows(clients, gate.stateMachineArn);
  const [status, details, validations] = await Promise.all([
    executionStatus(clients, structure.name, executionId),
    actionExecutions(clients, structure.name, executionId),
    validationsOfPipeline(clients, gate, structure.name, since),
  ]);
  return {
    executionId,
    status,
    actions: await explained(clients, structure, actionViews(structure, details)),
    validations: validations.filter((validation) => validation.executionId === executionId),
    openWorkflows,
  };
}

async function actionExecutions(
  { codepipeline }: Clients,
  pipelineName: string,
  pipelineExecutionId: string,
): Promise<ActionExecutionDetail[]> {
  const details: ActionExecutionDetail[] = [];
  for await (const page of paginateListActionExecutions({ client: codepipeline }, { pipelineName, filter: { pipelineExecutionId } })) {
    details.push(...(page.actionExecutionDetails ?? []));
  }
  return details;
}

/** A failed deployment says no more than that it failed; what failed is added. */
function explained(clients: Clients, { stages }: PipelineStructure, actions: readonly ActionView[]): Promise<readonly ActionView[]> {
  return Promise.all(
    actions.map(async (action) => {
      const declared = stages.find(({ name }) => name === action.stage)?.actions.find(({ name }) => name === action.name);
      if (action.status !== 'Failed' || action.externalId === undefined || declared === undefined) return action;
      const failure = await failureOf(clients, declared, action.externalId);
      return failure === undefined ? action : { ...action, summary: [action.summary, failure].filter(Boolean).join(' ') };
    }),
  );
}

async function failureOf(clients: Clients, action: ActionStructure, externalId: string): Promise<string | undefined> {
  switch (action.provider) {
    case 'CodeDeploy':
      return deploymentFailure(clients, externalId);
    case 'ECS':
      return serviceFailure(clients, action);
    default:
      return undefined;
  }
}

async function countOpenWorkflows({ sfn }: Clients, stateMachineArn: string): Promise<number> {
  let open = 0;
  for await (const page of paginateListExecutions({ client: sfn }, { stateMachineArn, statusFilter: 'RUNNING' }))
    open += page.executions?.length ?? 0;
  return open;
}

/** The actions of an execution in the pipeline's order; of a retried action the newest run counts. Pure. */
export function actionViews(structure: PipelineStructure, details: readonly ActionExecutionDetail[]): readonly ActionView[] {
  const newest = new Map<string, ActionExecutionDetail>();
  for (const detail of details) {
    const key = `${detail.stageName}/${detail.actionName}`;
    const known = newest.get(key);
    if (known === undefined || (known.startTime?.getTime() ?? 0) <= (detail.startTime?.getTime() ?? 0)) newest.set(key, detail);
  }
  return structure.stages.flatMap((stage) =>
    [...stage.actions]
      .sort((a, b) => a.runOrder - b.runOrder)
      .map((action) => actionView(stage.name, action.name, newest.get(`${stage.name}/${action.name}`))),
  );
}

function actionView(stage: string, name: string, detail: ActionExecutionDetail | undefined): ActionView {
  const result = detail?.output?.executionResult;
  const summary = result?.errorDetails?.message ?? result?.externalExecutionSummary;
  const externalId = result?.externalExecutionId;
  return {
    stage,
    name,
    status: detail?.status ?? 'NotStarted',
    ...(summary === undefined ? {} : { summary }),
    ...(externalId === undefined ? {} : { externalId }),
  };
}
