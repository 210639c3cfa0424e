/** GetPipeline, GetPipelineState, GetPipelineExecution and the lists. */
import type {
  GetPipelineExecutionOutput,
  GetPipelineOutput,
  GetPipelineStateOutput,
  ListActionExecutionsOutput,
  ListPipelineExecutionsOutput,
  ListPipelinesOutput,
} from '@aws-sdk/client-codepipeline';
import * as v from 'valibot';
import type { Cloud } from '../../../cloud/cloud';
import { validated } from '../../../cloud/validated';
import { findEngine, findExecution, type Engines } from '../lookup';
import { actionDetail, declarationView, executionSummary, executionView, pipelineSummary, stateView } from '../views';
import { maxResults, name, nextToken, uuid } from './members';
import { pageOf } from './page';

export const readOperations = (cloud: Cloud, engines: Engines) => {
  const pipeline = (pipelineName: string) => findEngine(engines, pipelineName, cloud.account).pipeline;
  const needs = (action: string, pipelineName: string) => [
    { action: `codepipeline:${action}`, resource: cloud.arn('codepipeline', pipelineName) },
  ];
  return {
    ListPipelines: validated(
      v.object({ maxResults: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)), 1000), nextToken }),
      {
        needs: () => [{ action: 'codepipeline:ListPipelines', resource: cloud.arn('codepipeline', '*') }],
        run: (input): ListPipelinesOutput => {
          const { items, ...more } = pageOf([...engines.values()], input.maxResults, input.nextToken);
          return { pipelines: items.map((engine) => pipelineSummary(engine.pipeline)), ...more };
        },
      },
    ),
    GetPipeline: validated(v.object({ name }), {
      needs: (input) => needs('GetPipeline', input.name),
      run: (input): GetPipelineOutput => declarationView(pipeline(input.name)),
    }),
    GetPipelineState: validated(v.object({ name }), {
      needs: (input) => needs('GetPipelineState', input.name),
      run: (input): GetPipelineStateOutput => stateView(findEngine(engines, input.name, cloud.account)),
    }),
    GetPipelineExecution: validated(v.object({ pipelineName: name, pipelineExecutionId: uuid }), {
      needs: (input) => needs('GetPipelineExecution', input.pipelineName),
      run: (input): GetPipelineExecutionOutput => {
        const found = pipeline(input.pipelineName);
        return { pipelineExecution: executionView(found, findExecution(found, input.pipelineExecutionId)) };
      },
    }),
    ListPipelineExecutions: validated(v.object({ pipelineName: name, maxResults, nextToken }), {
      needs: (input) => needs('ListPipelineExecutions', input.pipelineName),
      run: (input): ListPipelineExecutionsOutput => {
        const found = pipeline(input.pipelineName);
        const newestFirst = [...found.executions.values()].reverse();
        const { items, ...more } = pageOf(newestFirst, input.maxResults, input.nextToken);
        return { pipelineExecutionSummaries: items.map((execution) => executionSummary(found, execution)), ...more };
      },
    }),
    ListActionExecutions: validated(
      v.object({ pipelineName: name, maxResults, nextToken, filter: v.optional(v.object({ pipelineExecutionId: v.optional(uuid) })) }),
      {
        needs: (input) => needs('ListActionExecutions', input.pipelineName),
        run: (input): ListActionExecutionsOutput => {
          const found = pipeline(input.pipelineName);
          const wanted = input.filter?.pipelineExecutionId;
          if (wanted !== undefined) findExecution(found, wanted);
          const runs = found.history.filter((run) => wanted === undefined || run.executionId === wanted);
          const { items, ...more } = pageOf(runs.reverse(), input.maxResults, input.nextToken);
          return { actionExecutionDetails: items.map((run) => actionDetail(found, run)), ...more };
        },
      },
    ),
  };
};
